"""From a cell to a value. A cell is None, str, bool, int, float, date or datetime, as CSV and
XLSX give it; a parser returns the value or raises ValueError with the reason in Chinese."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from django.db.models import TextChoices

from wufaan.clock import today
from wufaan.normalise import tidy_line, tidy_name

Parser = Callable[[object], Any]

# Excel keeps 15 digits; a longer number has already lost some.
_EXACT_LIMIT = 10**15
_EXCEL_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")
_SCIENTIFIC = re.compile(r"\d+(\.\d+)?[eE]\+?\d+")
_DATES = [
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]0{1,2}:00(?::00)?)?"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?: 0{1,2}:00(?::00)?)?"),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
]
# Excel counts days from here; only those of 2000 to 2099 are taken for a date.
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}")
_SERIALS = range((date(2000, 1, 1) - _EPOCH).days, (date(2100, 1, 1) - _EPOCH).days)
_YES = {"是", "true", "1", "yes", "y"}
_NO = {"", "否", "false", "0", "no", "n"}
YES_NO = ("是", "否")
# What a spreadsheet takes for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell: object) -> str:
    """What a person sees in the cell, without the blanks around it."""
    if is_blank(cell):
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and abs(cell) >= _EXACT_LIMIT:
        raise ValueError("数字超过 15 位，Excel 已丢失末尾几位。请把该列设为文本后重新填写。")
    value = unicodedata.normalize("NFC", str(cell)).strip()
    if _EXCEL_ERROR.fullmatch(value):
        raise ValueError(f"是错误值 {value}，请改正。")
    return value


def text(cell: object) -> str:
    """Words of one line. Whether they may be kept is for `wufaan.texts.checked_text` to say."""
    value = as_text(cell)
    if len(value.splitlines()) > 1:
        raise ValueError("有换行，请写成一行。")
    return tidy_line(value)


def name(cell: object) -> str:
    """A name as it is stored, so that a file and the screens write the same one."""
    return tidy_name(text(cell))


def prose(cell: object) -> str:
    """Text that people break into lines in its cell; kept as one line."""
    return tidy_line(as_text(cell))


def code(pattern: re.Pattern[str], shape: str) -> Parser:
    """Text of a given shape, such as 12 digits. Says so where Excel has spoilt it."""

    def parse(cell: object) -> str:
        value = unicodedata.normalize("NFKC", as_text(cell)).removeprefix("'").upper()
        if _SCIENTIFIC.fullmatch(value):
            raise ValueError(
                f"“{value}”是被 Excel 变成科学计数的代码，末尾几位已丢失。"
                "请把该列设为文本，再填写完整代码。"
            )
        if value and not pattern.fullmatch(value):
            raise ValueError(f"“{value}”不是{shape}。")
        return value

    return parse


def listed_code(pattern: re.Pattern[str], shape: str) -> Parser:
    """A code, also as the template's list gives it, with the name behind it."""
    parse_code = code(pattern, shape)
    return lambda cell: parse_code(as_text(cell).split(maxsplit=1)[0] if as_text(cell) else "")


def date_value(cell: object) -> date | None:
    """A spreadsheet date, also where its cell is no longer set to show one (45000 is
    2023-03-15), 2025-03-01, 2025/3/1 or 2025年3月1日."""
    if is_blank(cell):
        return None
    if isinstance(cell, datetime):
        return _sensible(cell.date())
    if isinstance(cell, date):
        return _sensible(cell)
    value = unicodedata.normalize("NFKC", as_text(cell))
    if _SERIAL.fullmatch(value) and int(value) in _SERIALS:
        return _EPOCH + timedelta(days=int(value))
    match = next((m for shape in _DATES if (m := shape.fullmatch(value))), None)
    if match is None:
        raise ValueError(f"“{value}”不是日期。请写成 2025-03-01、2025/3/1 或 2025年3月1日。")
    try:
        day = date(*map(int, match.groups()))
    except ValueError as error:
        raise ValueError(f"“{value}”不是存在的日期，请核对年月日。") from error
    return _sensible(day)


def boolean(cell: object) -> bool:
    """是/否, true/false, 1/0; blank is no."""
    value = unicodedata.normalize("NFKC", as_text(cell)).lower()
    if value in _YES | _NO:
        return value in _YES
    raise ValueError(f"“{value}”不能识别，请写“是”或“否”，空白即为否。")


def count(cell: object) -> int | None:
    """A whole number from 0; None where blank."""
    value = _number(cell)
    if value is None:
        return None
    if value != value.to_integral_value() or value < 0 or value > 2_000_000_000:
        raise ValueError(f"“{as_text(cell)}”不是 0 或正整数。")
    return int(value)


def year(cell: object) -> int | None:
    """2026, also as 2026年 or 2026年度; None where blank."""
    value = unicodedata.normalize("NFKC", as_text(cell)).removesuffix("度").removesuffix("年")
    if not value:
        return None
    if not re.fullmatch(r"20\d\d", value):
        raise ValueError(f"“{value}”不是年份，请写四位数字，如 {today().year}。")
    return int(value)


# What may stand behind an amount.
_TIMES = {"万元": 10_000, "万": 10_000, "亿元": 10**8, "亿": 10**8, "元": 1}


def money(cell: object) -> Decimal | None:
    """CNY to the cent, also as 120万 or 1.2亿元; None where blank."""
    text = as_text(cell)
    unit = next((unit for unit in _TIMES if text.endswith(unit)), "")
    value = _number(text.removesuffix(unit) if unit else cell)
    if value is None and unit:
        raise ValueError(f"“{text}”不是数字。")
    if value is None:
        return None
    value *= _TIMES.get(unit, 1)
    if value < 0 or value >= _EXACT_LIMIT:
        raise ValueError(f"“{as_text(cell)}”不是合理的金额（元）。")
    return value.quantize(Decimal("0.01"))


# More than this nobody reads in an error.
_MOST_NAMED = 12


def choice(words: Mapping[str, str], also: Mapping[str, str] = MappingProxyType({})) -> Parser:
    """One of some words, English or Chinese, each mapped to the value it stands for. `also` are
    words that are understood but not suggested."""
    understood = {
        unicodedata.normalize("NFKC", word): v for word, v in [*also.items(), *words.items()]
    }

    def parse(cell: object) -> str:
        value = unicodedata.normalize("NFKC", as_text(cell))
        if not value:
            return ""
        found = understood.get(value) or understood.get(value.lower())
        if found is None:
            near = get_close_matches(value, words, n=1, cutoff=0.4)
            hint = f"是不是“{near[0]}”？" if near else ""
            raise ValueError(f"“{value}”不在可选范围。{hint}{_offer(_labels(words))}")
        return found

    return parse


def words_of(choices: type[TextChoices]) -> dict[str, str]:
    """What `choice` accepts: the values and their Chinese labels."""
    return {c.value: c.value for c in choices} | {str(c.label): c.value for c in choices}


def _offer(labels: list[str]) -> str:
    if len(labels) > _MOST_NAMED:
        return "可填的都在模板的“选项”表里。"
    return f"可填：{'、'.join(labels)}。"


def _labels(words: Mapping[str, str]) -> list[str]:
    return [word for word in words if not word.isascii()] or list(words)


def _number(cell: object) -> Decimal | None:
    if isinstance(cell, bool | date):
        raise ValueError(f"“{as_text(cell)}”不是数字。")
    value = unicodedata.normalize("NFKC", as_text(cell)).replace(",", "")
    if not value:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"“{value}”不是数字。") from error
    if not number.is_finite():
        raise ValueError(f"“{value}”不是数字。")
    return number


def _sensible(day: date) -> date:
    if not 1990 <= day.year <= 2100:
        raise ValueError(f"年份 {day.year} 不合理。")
    return day
