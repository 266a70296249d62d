"""The holiday table as people type it and as the library knows it. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

from wufaan.sheets.values import date_value

_WORDS = {
    **dict.fromkeys(["休", "放假", "放假调休", "休息", "假"], False),
    **dict.fromkeys(["班", "上班", "补班", "调休上班"], True),
}
# As people write and as the circular does: 2027-10-01, 10月1日至7日, 2027/5/1-2027/5/5.
_DATES = re.compile(
    r"(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"(?P<span>\s*(?:至|到|[~—–-]+)\s*"
    r"(?:(?:(?P<to_year>\d{4})[-/.年])?(?P<to_month>\d{1,2})[-/.月])?(?P<to_day>\d{1,2})日?)?"
    r"(?!\d)"
)
_TOGETHER = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_WEEKDAY = re.compile(r"\((?:周|星期)[一二三四五六日天]\)")
# No holiday is longer; what is longer is a slip of the finger.
_LONGEST = 31


@dataclass(frozen=True)
class Special:
    """What a day is, other than its weekday says."""

    worked: bool
    name: str = ""


Days = dict[date, Special]


def parse(text: str, year: int) -> tuple[Days, list[str]]:
    """Lines such as `2027-02-06 至 2027-02-12 休 春节`, `10月1日至7日 休` or `2月14日 班`, and what
    is wrong with which of them. `year` is that of days which are written without one."""
    days: Days = {}
    errors = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            _add(days, *_parsed(line, year))
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


def _parsed(line: str, year: int) -> tuple[date, date, Special]:
    line = _WEEKDAY.sub("", unicodedata.normalize("NFKC", line.strip()))
    line = _TOGETHER.sub(r"\1-\2-\3", line)
    dates = _DATES.match(line)
    if dates is None:
        wrong = line.split(maxsplit=1)[0]
        raise ValueError(f"“{wrong}”不是日期。请写成 2027-10-01、10月1日 或 10月1日至7日。")
    word, name = [*line[dates.end() :].split(maxsplit=1), "", ""][:2]
    if word not in _WORDS:
        raise ValueError("日期之后要写“休”或“班”，例如：2027-10-01 休 国庆节。")
    return *_span(dates, year), Special(_WORDS[word], name.strip())


def _span(dates: re.Match[str], year: int) -> tuple[date, date]:
    """What the second day leaves out is as in the first; over New Year it is the next year."""
    first = _day(dates["year"] or year, dates["month"], dates["day"])
    if not dates["span"]:
        return first, first
    month = int(dates["to_month"] or first.month)
    in_year = dates["to_year"] or first.year + (month < first.month)
    return first, _day(in_year, month, dates["to_day"])


def _day(year: str | int, month: str | int, day: str) -> date:
    found = date_value(f"{year}-{month}-{day}")
    assert found, "what is blank is no day"
    return found


def _add(days: Days, first: date, last: date, what: Special) -> None:
    if not first <= last < first + timedelta(days=_LONGEST):
        raise ValueError(f"从 {first} 到 {last} 不像一次放假，请核对。")
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        if days.get(day, what) != what:
            raise ValueError(f"{day} 前面已经写过，两处不一样。")
        days[day] = what
