"""Free text that holds an ID, telephone or card number, a QQ or WeChat id, a plate, or a name
right behind a word that announces one, is refused, with the words that were found (partly masked)
and what to do. A name elsewhere cannot be told from other words: forms ask not to write any."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from wufaan.errors import DomainError
from wufaan.names import names

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
# The provinces, by the first two digits of an ID number.
_REGIONS = {
    *(11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46),
    *(50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83),
}
_LANDLINE = re.compile(
    rf"(?<![0-9A-Za-z-])\(?(0\d{{2,3}}\)?{_GAP}[2-8]\d{{6,7}})(?![0-9A-Za-z])"
    r"|(?:电话|座机)(?:号码?)?[\s:是]*([2-8]\d{6,7})(?![0-9A-Za-z])"
)
_NOT_A_COUNT = r"(?![0-9A-Za-z]|\s?[元万亿人笔次])"
_QQ = re.compile(rf"(?:QQ|扣扣)(?:号码?|群号?)?[\s:是为]*([1-9]\d{{4,10}}){_NOT_A_COUNT}", re.I)
_WECHAT = re.compile(
    r"(?:微信|wechat|weixin)"
    rf"(?:(?:号码?|ID|:|是|为)[\s:是为]*([A-Za-z0-9][-_A-Za-z0-9]{{5,19}}){_NOT_A_COUNT}"
    r"|\s*((?=[A-Za-z_-]*\d)[A-Za-z][-_A-Za-z0-9]{5,19})(?![0-9A-Za-z]))",
    re.I,
)
_PLATE = re.compile(
    rf"[{_PROVINCES}]\s?[A-HJ-NP-Z]{_GAP}[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警港澳]"
)

MOBILE, LANDLINE, QQ, WECHAT = "手机号码", "座机号码", "QQ 号", "微信号"
# How an office is reached is for the public to know.
OF_AN_OFFICE = frozenset({LANDLINE})
# What people leave so that they can be answered: erased when the year is closed.
TO_BE_REACHED = frozenset({MOBILE, LANDLINE, QQ, WECHAT})


@dataclass(frozen=True)
class Hit:
    """What was found, and what it looks like."""

    text: str
    looks_like: str

    @property
    def masked(self) -> str:
        """Enough to find it again, too little to keep it."""
        if len(self.text) < 9:
            return f"{self.text[0]}…{self.text[-1]}"
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


def _hits(text: str) -> Iterator[Hit]:
    for match in _ID_NUMBER.finditer(text):
        number = re.sub(r"[^0-9X]", "", match[0].upper())
        if _is_id_number(number):
            yield Hit(match[0], "身份证号")
        elif _is_shaped_like_one(number):
            yield Hit(match[0], "身份证号（末位校验不对，可能抄错了一位）")
    for match in _OLD_ID_NUMBER.finditer(text):
        if _is_birthday(f"19{match[0][6:12]}"):
            yield Hit(match[0], "旧身份证号")
    for match in _MOBILE.finditer(text):
        yield Hit(match[1], MOBILE)
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) == 18 and (_is_id_number(digits) or _is_shaped_like_one(digits)):
            continue
        if _passes_luhn(digits):
            yield Hit(match[0], "银行卡号")
        elif digits.startswith("62"):  # as all cards of the country do
            yield Hit(match[0], "银行卡号（校验不对，可能抄错了一位）")
    for looks_like, shape in ((LANDLINE, _LANDLINE), (QQ, _QQ), (WECHAT, _WECHAT)):
        for match in shape.finditer(text):
            yield Hit(next(filter(None, match.groups())), looks_like)
    for name in names(text):
        yield Hit(name, "姓名")
    for match in _PLATE.finditer(text.upper()):
        if any(c.isdigit() for c in match[0]):
            yield Hit(match[0], "车牌号")


def _is_id_number(number: str) -> bool:
    total = sum(int(d) * w for d, w in zip(number[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECK[total % 11] == number[17] and _is_birthday(number[6:14])


def _is_shaped_like_one(number: str) -> bool:
    """With one digit wrong. A day of the programme's years is sooner a case number's."""
    born = number[6:14]
    in_time = "1920" <= born[:4] <= "2015"
    return int(number[:2]) in _REGIONS and number[2:6] != "0000" and in_time and _is_birthday(born)


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born.year >= 1900


def _passes_luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0 and len(set(digits)) > 1
