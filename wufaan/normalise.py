"""What people type, or an input method makes of it, put into the shape that is stored."""

import re
import unicodedata
from collections.abc import Iterable

# In which what is told in parts is counted.
NUMERALS = "一二三四五六七八九十"
# What people type, or an input method makes, for the hyphen of a number. Only within a number:
# by itself 一 is a word, as in 第一村. One key makes two of ——.
_HYPHEN = re.compile(r"(?<=[0-9A-Z])[-/\\_‐‑‒–—―−ー一]+")


def tidy_number(text: str) -> str:
    """A number without stray blanks, full-width digits and the dashes of an input method."""
    plain = "".join(unicodedata.normalize("NFKC", printable(text)).split()).upper()
    return _HYPHEN.sub("-", plain)


# Chinese names have their brackets full-width, whatever the input method makes of them.
_BRACKETS = str.maketrans("()", "（）")


def tidy_text(text: str) -> str:
    """Words to look for, among what was `unspaced` (wufaan.database): without blanks, full-width
    letters as plain ones, brackets as names have them."""
    words = unicodedata.normalize("NFKC", text).split()
    return printable("".join(words)).translate(_BRACKETS)


def tidy_name(name: str) -> str:
    """A name as it is stored: one blank at most between its parts, its brackets full-width."""
    return tidy_line(name).translate(_BRACKETS)


def tidy_prose(text: str) -> str:
    """Words as they are stored: their lines, without what cannot be seen and the blanks around."""
    return "\n".join(_seen(line).rstrip() for line in text.splitlines()).strip()


def tidy_line(text: str) -> str:
    """The same on one line, one blank at most between its parts."""
    return " ".join(tidy_prose(text).split())


def _seen(line: str) -> str:
    """Without the marks that pages and word processors leave in what is copied from them."""
    kept = (c for c in line if c == "\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return "".join(kept).replace("\N{NO-BREAK SPACE}", " ")


def joined(sentences: Iterable[str]) -> str:
    """What is said one after the other as one line: no full stop before a semicolon."""
    return "；".join(sentences).replace("。；", "；")


def listed(names: Iterable[str]) -> str:
    """The first ten, and how many there are where there are more."""
    names = list(names)
    rest = f"等 {len(names)} 个" if len(names) > 10 else ""
    return "、".join(names[:10]) + rest


def printable(text: str) -> str:
    """Without control characters: nobody types one."""
    return "".join(c for c in text if c.isprintable())
