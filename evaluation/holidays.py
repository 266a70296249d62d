"""The holiday table as people type it and as the library knows it. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

from wufaan.sheets.values import date_value

_WORDS = {
    **dict.fromkeys(["休", "放假", "休息", "假"], False),
    **dict.fromkeys(["班", "上班", "补班", "调休上班"], True),
}
_BETWEEN = re.compile(r"\s*(?:至|到|~|～|—+)\s*")
# No holiday is longer; what is longer is a slip of the finger.
_LONGEST = 31


@dataclass(frozen=True)
class Special:
    """What a day is, other than its weekday says."""

    worked: bool
    name: str = ""


Days = dict[date, Special]


def parse(text: str) -> tuple[Days, list[str]]:
    """Lines such as `2027-02-06 至 2027-02-12 休 春节` or `2027年2月14日 班`, and what is wrong
    with which of them."""
    days: Days = {}
    errors = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            _add(days, *_parsed(line))
        except ValueError as error:
            errors.append(f"第 {number} 行：{error}")
    return days, errors


def in_library(year: int) -> Days:
    """What the chinesecalendar package knows of a year; nothing where it ends earlier."""
    both = (
        (chinese_calendar.constants.holidays, False),
        (chinese_calendar.constants.workdays, True),
    )
    return {
        day: Special(worked, chinese_calendar.Holiday(name).chinese)
        for days, worked in both
        for day, name in days.items()
        if day.year == year
    }


def _parsed(line: str) -> tuple[date, date, Special]:
    dates, word, name = [*_BETWEEN.sub("至", line.strip()).split(maxsplit=2), "", ""][:3]
    if word not in _WORDS:
        raise ValueError("日期之后要写“休”或“班”，中间空一格，例如：2027-10-01 休 国庆节。")
    first, _, last = dates.partition("至")
    return date_value(first), date_value(last or first), Special(_WORDS[word], name.strip())


def _add(days: Days, first: date, last: date, what: Special) -> None:
    if not first <= last < first + timedelta(days=_LONGEST):
        raise ValueError(f"从 {first} 到 {last} 不像一次放假，请核对。")
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        if days.get(day, what) != what:
            raise ValueError(f"{day} 前面已经写过，两处不一样。")
        days[day] = what
