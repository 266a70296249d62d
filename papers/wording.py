"""The words of a paper as the office writes them: plain text with `{年度}` for what the records
say. Pure: no database."""

import re
from collections.abc import Collection, Mapping

from wufaan.errors import DomainError

_FIELD = re.compile(r"\{([^{}\n]*)\}")
_AROUND_FIGURES = re.compile(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=\d) (?=[\u4e00-\u9fff])")
_FULL_WIDTH = str.maketrans("｛｝", "{}")


def tidy(text: str) -> str:
    """As it is kept: braces of an input method are braces."""
    return text.translate(_FULL_WIDTH)


def plain_lines(text: str) -> str:
    """Records of former years may hold ends of lines as a browser sent them."""
    return "\n".join(text.splitlines())


def tight(text: str) -> str:
    """What a screen says as a paper does: no blank between a figure and its unit."""
    return _AROUND_FIGURES.sub("", text)


def check(text: str, allowed: Collection[str]) -> None:
    """Raise a DomainError that names the line, what is wrong in it, and what may stand there."""
    for number, line in enumerate(text.split("\n"), 1):
        for name in _FIELD.findall(line):
            if name not in allowed:
                raise DomainError(f"第 {number} 行的 {{{name}}} 不认识。{_allowed(allowed)}")
        if re.search(r"[{}]", _FIELD.sub("", line)):
            raise DomainError(
                f"第 {number} 行的花括号不成对：一个 {{ 配一个 }}，中间写名目。{_allowed(allowed)}"
            )


def fill(text: str, fields: Mapping[str, str]) -> str:
    """Put in what the records say. A line with something that is blank is left out; a line break
    in what the records say makes a paragraph."""
    return "\n".join(
        _FIELD.sub(lambda found: plain_lines(fields[found[1]]), line)
        for line in text.split("\n")
        if all(fields[name] for name in _FIELD.findall(line))
    )


def _allowed(allowed: Collection[str]) -> str:
    return f"可以用：{'、'.join(f'{{{name}}}' for name in allowed)}。"
