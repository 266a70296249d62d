"""No personal data anywhere: free text that holds an ID, mobile or card number or a plate is
refused, with the words that were found (partly masked) and what to do."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from wufaan.errors import DomainError

_ID_WEIGHTS = [pow(2, 17 - i, 11) for i in range(17)]
_ID_CHECK = "10X98765432"
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"

# What people put between the groups of a number, or an input method does.
_GAP = r"[\s.·•・‧,，、_—–-]?"
_ID_NUMBER = re.compile(
    rf"(?<!\d)\d{{6}}{_GAP}\d{{4}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{3}}[\dXx](?![0-9A-Za-z])"
)
_OLD_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{15}(?![0-9A-Za-z])")
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?(1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}})(?!\d)")
_CARD = re.compile(r"(?<![0-9A-Za-z])\d(?:[\s-]?\d){15,18}(?![0-9A-Za-z])")
_PLATE = re.compile(
    rf"[{_PROVINCES}]\s?[A-HJ-NP-Z]{_GAP}[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警港澳]"
)


@dataclass(frozen=True)
class Hit:
    """What was found, and what it looks like."""

    text: str
    looks_like: str

    @property
    def masked(self) -> str:
        """Enough to find it again, too little to keep it."""
        return f"{self.text[:4]}…{self.text[-2:]}"


def find(text: str) -> list[Hit]:
    """Everything in a text that looks like personal data. Full-width digits are digits."""
    return list(_hits(unicodedata.normalize("NFKC", text)))


def refuse(text: str, field: str, *, at: str | None = None, allowing: Collection[str] = ()) -> None:
    """Raise a DomainError where a text holds personal data, save what the field is there for:
    `allowing` names looks (`手机号码`). `field` is what the user calls it, `at` the name of the
    input."""
    hits = [hit for hit in find(text) if hit.looks_like not in allowing]
    if hits:
        found = "、".join(f"“{hit.masked}”像{hit.looks_like}" for hit in hits)
        raise DomainError(f"{field}里{found}。本系统不保存个人信息，请删去后再提交。", field=at)


def validator(field: str) -> Callable[[str], None]:
    """For a form's field: told along with whatever else is wrong with the form."""

    def check(text: str) -> None:
        try:
            refuse(text, field)
        except DomainError as error:
            raise ValidationError(str(error)) from error

    return check


def _hits(text: str) -> Iterator[Hit]:
    for match in _ID_NUMBER.finditer(text):
        if _is_id_number(re.sub(r"[^0-9X]", "", match[0].upper())):
            yield Hit(match[0], "身份证号")
    for match in _OLD_ID_NUMBER.finditer(text):
        if _is_birthday(f"19{match[0][6:12]}"):
            yield Hit(match[0], "旧身份证号")
    for match in _MOBILE.finditer(text):
        yield Hit(match[1], "手机号码")
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _passes_luhn(digits) and not (len(digits) == 18 and _is_id_number(digits)):
            yield Hit(match[0], "银行卡号")
    for match in _PLATE.finditer(text.upper()):
        if any(c.isdigit() for c in match[0]):
            yield Hit(match[0], "车牌号")


def _is_id_number(number: str) -> bool:
    total = sum(int(d) * w for d, w in zip(number[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECK[total % 11] == number[17] and _is_birthday(number[6:14])


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born.year >= 1900


def _passes_luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0 and len(set(digits)) > 1
