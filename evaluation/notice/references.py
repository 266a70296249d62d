"""Reference numbers of objections: `K7QM-3XWD-9RTF`. Whoever knows one may read the answer, so
none can be guessed (54 bits), and nobody mistakes one character for another: no 0/O, 1/I/L, 2/Z,
5/S, 8/B, U/V."""

import re
import secrets
import unicodedata

ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
GROUPS, LENGTH = 3, 4
_REFERENCE = rf"[{ALPHABET}]{{{LENGTH}}}(?:-[{ALPHABET}]{{{LENGTH}}}){{{GROUPS - 1}}}"


def new_reference() -> str:
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(GROUPS * LENGTH)))


def tidy(typed: str) -> str:
    """As it is stored, however it was typed: small letters, full-width ones, blanks, dashes."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return _grouped("".join(c for c in plain if c in ALPHABET))


def without_references(text: str) -> str:
    """For papers that leave the office: whoever reads a reference there could read the answer."""
    return re.sub(rf"（{_REFERENCE}）|{_REFERENCE}", "", text)


def _grouped(characters: str) -> str:
    starts = range(0, len(characters), LENGTH)
    return "-".join(characters[start : start + LENGTH] for start in starts)
