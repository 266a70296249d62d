"""The user's guide, docs/user-guide/*.md, and the rules as pages for whoever is signed in."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = settings.BASE_DIR / "docs" / "user-guide"
RULES = FOLDER.parent / "rules.zh-CN.md"
CONTENTS = "README"


@dataclass(frozen=True)
class Chapter:
    title: str
    text: SafeString


@cache
def chapters() -> dict[str, Chapter]:
    """By the name of their file; `CONTENTS` tells who reads which."""
    return {_name(str(path)): _chapter(path) for path in [*FOLDER.glob("*.md"), RULES]}


def address(name: str) -> str:
    return reverse("guide") if name == CONTENTS else reverse("guide-chapter", args=[name])


def _name(file: str) -> str:
    return Path(file).name.split(".")[0]


def _chapter(path: Path) -> Chapter:
    """Its first line is its title."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Lines are broken anywhere: between Chinese characters the break is no blank.
    markdown.add_render_rule("softbreak", lambda *_: "")
    _, title, _, *text = markdown.parse(path.read_text(encoding="utf-8"))
    for token in text:
        _fit_in(token)
    html = markdown.renderer.render(text, markdown.options, {})
    return Chapter(title.content, mark_safe(html))  # our own files, without HTML of their own


def _fit_in(token: Token) -> None:
    """Tables in our look; links to the file of a chapter lead to its page."""
    if token.type == "table_open":
        token.attrSet("class", "data data-roomy")
    for inner in token.children or ():
        target = str(inner.attrGet("href") or "")
        if inner.type == "link_open" and target.endswith(".md"):
            inner.attrSet("href", address(_name(target)))
