"""The number on a certificate, `530521-2025-0001`, whichever way somebody types it."""

import re

from wufaan.normalise import tidy_number

# With other characters between the three parts or none, words around them, and the letter O for
# a nought. Only after a separator may the last part lack its own noughts: 530521202501 is a place.
_TYPED = re.compile(
    r"(?<!\d)([1-9][\dO]{5})[^\dO]*(2[\dO]{3})[^\dO]*([\dO]{4}|(?<=[^\dO])[\dO]{1,3})(?![\dO])"
)
_PRINTED = re.compile(r"\d{6}-\d{4}-\d{4}")


def as_printed(county: str, year: int, position: int) -> str:
    """By the county's code, the year, and the position in the year."""
    return f"{county}-{year}-{position:04d}"


def certificate_number(text: str) -> str:
    """The number as it is printed, be it typed, or scanned as the address in the QR code.
    Where there is none in it, what was typed without blanks and odd dashes."""
    plain = tidy_number(text)
    found = _TYPED.search(plain)
    return "-".join(found.groups()).replace("O", "0") if found else plain


def is_certificate_number(number: str) -> bool:
    """Whether a certificate could bear it."""
    return bool(_PRINTED.fullmatch(number))
