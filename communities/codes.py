"""The codes that things carry, checked without a database."""

import re

VILLAGE_CODE = re.compile(r"[0-9]{12}")
TOWNSHIP_CODE = re.compile(r"[0-9]{9}")
STATION_CODE = re.compile(r"[0-9]{12}")
COMPOUND_CODE = re.compile(r"(?P<parent>[0-9]{12})-X(?P<number>[0-9]{2,6})")
# Of either kind.
COMMUNITY_CODE = re.compile(r"[0-9]{12}(?:-X[0-9]{2,6})?")
CREDIT_CODE = re.compile(r"[0-9A-Z]{18}")

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = [pow(3, i, 31) for i in range(17)]


def valid_credit_code(code: str) -> bool:
    """Whether an 18-character unified social credit code has the check character that
    GB 32100-2015 asks for."""
    if len(code) != 18 or any(c not in _CREDIT_ALPHABET for c in code):
        return False
    return credit_check_character(code[:17]) == code[17]


def credit_code_fault(code: str) -> str:
    """What is wrong with a unified social credit code, for whoever typed it; nothing if right.
    What the check character ought to be is not told: the mistake may be in any place."""
    if len(code) != 18:
        return f"统一社会信用代码应为 18 位，现在是 {len(code)} 位，请核对营业执照。"
    odd = "、".join(dict.fromkeys(c for c in code if c not in _CREDIT_ALPHABET))
    if odd:
        return f"统一社会信用代码里不会有“{odd}”：只用数字和 I、O、S、V、Z 以外的大写字母。"
    if not valid_credit_code(code):
        return "统一社会信用代码的校验位不对，其中有一位写错了，请对照营业执照逐位核对。"
    return ""


def credit_check_character(first_17: str) -> str:
    """The 18th character of a unified social credit code."""
    values = map(_CREDIT_ALPHABET.index, first_17)
    total = sum(v * w for v, w in zip(values, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[-total % 31]


def compound_code(parent_code: str, number: int) -> str:
    """`530521101001-X01`, the code issued here to a compound inside a village or neighbourhood."""
    return f"{parent_code}-X{number:02d}"
