"""What people type, or an input method makes of it, put into the shape that is stored."""

import unicodedata

_HYPHENS = str.maketrans(dict.fromkeys("/\\_‐‑‒–—―−ー一", "-"))


def tidy_number(text: str) -> str:
    """A number without stray blanks, full-width digits and the dashes of an input method."""
    plain = unicodedata.normalize("NFKC", printable(text)).translate(_HYPHENS)
    return "".join(plain.split()).upper()


def scanned_number(text: str) -> str:
    """What a hand scanner types is the whole address in the QR code: its last part is the
    number. What a person types is the number."""
    return tidy_number(text.rstrip("/ \r\n").rpartition("/verify/")[2])


def tidy_text(text: str) -> str:
    """Words to look for: without blanks at the ends, full-width letters as plain ones."""
    return " ".join(unicodedata.normalize("NFKC", printable(text)).split())


def printable(text: str) -> str:
    """PostgreSQL takes no NUL, and nobody types one."""
    return "".join(c for c in text if c.isprintable())
