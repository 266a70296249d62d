"""Every form that is sent stands on pages with static/js/forms.js, which keeps what was typed while
the line is dead; tests/browser/test_sending.py shows that it does."""

import re
from functools import cache

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR / "templates"
SOURCES = {str(path.relative_to(ROOT)): path.read_text() for path in ROOT.rglob("*.html")}
POSTS = re.compile(r"""<form\b[^<>]*\bmethod=['"]?post""", re.IGNORECASE)
FORMS = sorted(name for name, source in SOURCES.items() if POSTS.search(source))


@cache
def bases(name: str) -> list[str]:
    """What the template extends; two where it depends on who looks."""
    found = re.search(r'{%\s*extends [^%]*"([^"%]+)"', SOURCES[name])
    return found[1].split(",") if found else []


@cache
def has_script(name: str) -> bool:
    mine = "js/forms.js" in SOURCES[name]
    return mine or (bool(bases(name)) and all(has_script(base) for base in bases(name)))


@cache
def pages_with(name: str) -> frozenset[str]:
    """Those that show it: itself where it is a page, else whatever includes it, however deep."""
    if bases(name):
        return frozenset({name})
    included = re.compile(rf"""{{%\s*include ['"]{re.escape(name)}['"]""")
    including = [other for other, source in SOURCES.items() if included.search(source)]
    return frozenset().union(*map(pages_with, including))


def test_the_forms_are_found():
    assert len(FORMS) > 30
    assert "evaluation/verify_list.html" in FORMS


@pytest.mark.parametrize("name", FORMS)
def test_every_page_with_the_form_sends_it_by_the_script(name):
    pages = pages_with(name)
    assert pages, f"{name} stands on no page"
    assert [page for page in pages if not has_script(page)] == []
