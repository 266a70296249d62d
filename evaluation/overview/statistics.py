"""How many incidents are on record and how many of them were found to count, by kind, month,
township and station; and the titles over the years. All in the order of codes: nothing is ranked,
least of all by who reported the fewest.

A year is the period of its cycle; one without a cycle has the usual twelve months. A township is
that in which the place lay when the year was assessed; before that, where it lies now."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, ExtractYear, TruncMonth

from accounts.models import User
from communities.models import Station, Township
from communities.period import FIRST_MONTH, year_of
from evaluation.streaks.models import Honour, HonourState, Level
from evaluation.year.models import Cycle, Verdict
from incidents.choices import kinds_by_group
from incidents.models import Incident
from incidents.months import last_day, months_between, whole_year
from wufaan.clock import today


class By(StrEnum):
    YEAR = "年度"
    MONTH = "月份"
    KIND = "种类"
    TOWNSHIP = "乡镇（街道）"
    STATION = "派出所"


# In the order in which figures, charts and their legend have them.
PARTS = ("计入", "不计入", "待认定")
ENDINGS = tuple(state.label for state in HonourState)


@dataclass(frozen=True)
class Line:
    """Incidents that happened in an evaluation year, or in a month of it, under one heading."""

    since: date
    until: date
    year: int
    by: By
    code: str
    name: str
    counted: int
    passed: int
    waiting: int

    @property
    def parts(self) -> tuple[int, int, int]:
        """In the order of PARTS."""
        return self.counted, self.passed, self.waiting

    @property
    def total(self) -> int:
        return sum(self.parts)


@dataclass(frozen=True)
class TitleLine:
    """The titles of one level for one year, by what has become of them since."""

    level: Level
    year: int
    standing: int
    revoked: int
    void: int

    @property
    def parts(self) -> tuple[int, int, int]:
        """In the order of ENDINGS."""
        return self.standing, self.revoked, self.void

    @property
    def total(self) -> int:
        return sum(self.parts)


_Tally = dict[tuple[int, By, str], Counter[bool | None]]
# First and last day.
_Period = tuple[date, date]


@dataclass(frozen=True)
class Statistics:
    """`outside` is how many incidents lie in no year: their own has another period."""

    lines: list[Line]
    outside: int


def incident_lines(user: User) -> list[Line]:
    return incident_statistics(user).lines


def incident_statistics(user: User) -> Statistics:
    """Every heading of every year from the first incident on, those with none too; by year, the
    last first, then as `By` has them, then by code. Four queries, whatever the county's size."""
    cycles = Cycle.objects.visible_to(user).order_by("year")
    periods = {c.year: (c.starts_on, c.ends_on) for c in cycles}
    tally, outside = _tallied(user, periods)
    years = {year for year, _, _ in tally} | {_this_year(periods)}
    headings = _headings(user)
    lines = [
        Line(*days, year, by, code, name, found[True], found[False], found[None])
        for year in sorted(years, reverse=True)
        for period in [periods.get(year) or _usual(year)]
        for days, by, code, name in [
            *_of_year(year, period),
            *((period, *heading) for heading in headings),
        ]
        for key in [name if by == By.MONTH else code]  # a long period has two months of a number
        for found in [tally.get((year, by, key), Counter())]
    ]
    return Statistics(lines, outside)


def _usual(year: int) -> _Period:
    first, *_, last = whole_year(year)
    return first, last_day(last)


def _this_year(periods: dict[int, _Period]) -> int:
    on = today()
    return next((year for year, (a, b) in periods.items() if a <= on <= b), year_of(on))


def title_lines(user: User) -> list[TitleLine]:
    """One query: every level, from the first year with a title to the last."""
    rows = Honour.objects.visible_to(user).order_by().values_list("level", "year", "state")
    found = {(level, year, state): n for level, year, state, n in rows.annotate(Count("pk"))}
    years = [year for _, year, _ in found]
    return [
        TitleLine(level, year, *(found.get((level, year, state), 0) for state in HonourState))
        for level in Level
        for year in range(min(years, default=0), max(years, default=-1) + 1)
    ]


def _tallied(user: User, periods: dict[int, _Period]) -> tuple[_Tally, int]:
    """How often nobody has found yet (None), or found that it counts or not; and how many are
    outside all periods."""
    tally: _Tally = {}
    outside = 0
    for year, found, month, *keys, count in _rows(user, periods):
        if year is None:
            outside += count
            continue
        for by, key in zip(By, [year, f"{month:%Y-%m}", *keys], strict=True):
            tally.setdefault((year, by, str(key)), Counter())[found] += count
    return tally, outside


def _rows(
    user: User, periods: dict[int, _Period]
) -> Iterator[tuple[int | None, bool | None, date, str, str, str, int]]:
    incidents = Incident.objects.visible_to(user).on_record().with_finding()
    later = Case(When(occurred_on__month__gte=FIRST_MONTH, then=1), default=0)
    of_cycle = [When(occurred_on__range=days, then=year) for year, days in periods.items()]
    # The earlier of two years whose periods overlap.
    of_year = Case(*of_cycle, When(~Q(usual__in=periods), then=F("usual")), default=None)
    then = Verdict.objects.filter(community=OuterRef("community"), cycle__year=OuterRef("of_year"))
    township = Coalesce(Subquery(then.values("township_code")), F("community__township__code"))
    counted = (
        incidents.annotate(usual=ExtractYear("occurred_on") + later)
        .annotate(of_year=of_year, month=TruncMonth("occurred_on"))
        .annotate(township=township, reported_from=F("station__code"))
        .order_by()
        .values_list("of_year", "finding_counts", "month", "kind", "township", "reported_from")
    )
    yield from counted.annotate(Count("pk"))


def _of_year(year: int, period: _Period) -> Iterator[tuple[_Period, By, str, str]]:
    since, until = period
    yield period, By.YEAR, str(year), f"{year} 年度"
    for month in months_between(since, until):
        days = max(since, month), min(until, last_day(month))
        yield days, By.MONTH, str(month.month), f"{month:%Y-%m}"


def _headings(user: User) -> list[tuple[By, str, str]]:
    """Those that are the same in every year."""
    kinds = [kind for _, of_group in kinds_by_group() for kind in of_group]
    townships = Township.objects.visible_to(user).order_by("code").values_list("code", "name")
    stations = Station.objects.visible_to(user).order_by("code").values_list("code", "name")
    return [
        (by, code, name)
        for by, rows in ((By.KIND, kinds), (By.TOWNSHIP, townships), (By.STATION, stations))
        for code, name in rows
    ]
