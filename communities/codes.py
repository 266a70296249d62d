"""The codes that things carry, checked without a database."""

import re

VILLAGE_CODE = re.compile(r"\d{12}")
TOWNSHIP_CODE = re.compile(r"\d{9}")
STATION_CODE = re.compile(r"\d{12}")
COMPOUND_CODE = re.compile(r"(?P<parent>\d{12})-X(?P<number>\d{2,})")

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = [pow(3, i, 31) for i in range(17)]


def valid_credit_code(code: str) -> bool:
    """Whether an 18-character unified social credit code has the check character that
    GB 32100-2015 asks for."""
    if len(code) != 18 or any(c not in _CREDIT_ALPHABET for c in code):
        return False
    return credit_check_character(code[:17]) == code[17]


def credit_check_character(first_17: str) -> str:
    """The 18th character of a unified social credit code."""
    values = map(_CREDIT_ALPHABET.index, first_17)
    total = sum(v * w for v, w in zip(values, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[-total % 31]


def compound_code(parent_code: str, number: int) -> str:
    """`530521101001-X01`, the code issued here to a compound inside a village or neighbourhood."""
    return f"{parent_code}-X{number:02d}"
