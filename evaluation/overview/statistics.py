"""How many incidents are on record and how many of them were found to count, by kind, month,
township and station; and the titles over the years. All in the order of codes: nothing is ranked,
least of all by who reported the fewest."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, Count, F, When
from django.db.models.functions import ExtractMonth, ExtractYear

from accounts.models import User
from communities.models import Station, Township
from evaluation.streaks.models import Honour, HonourState, Level
from incidents.choices import kinds_by_group
from incidents.models import Incident
from incidents.months import FIRST_MONTH, whole_year, year_of
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
    """Incidents that happened in an evaluation year, November to October, under one heading."""

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


def incident_lines(user: User) -> list[Line]:
    """Every heading of every year from the first incident on, those with none too; by year, the
    last first, then as `By` has them, then by code. Three queries, whatever the county's size."""
    tally, years = _tallied(user)
    return [
        Line(year, by, code, name, found[True], found[False], found[None])
        for headings in [_headings(user)]
        for year in sorted(years, reverse=True)
        for by, code, name in [*_of_year(year), *headings]
        for found in [tally.get((year, by, code), Counter())]
    ]


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


def _tallied(user: User) -> tuple[_Tally, set[int]]:
    """How often nobody has found yet (None), or found that it counts or not; and which years there
    are to tell of, this one always."""
    tally: _Tally = {}
    years = {year_of(today())}
    for year, found, *keys, count in _rows(user):
        years.add(year)
        for by, key in zip(By, [year, *keys], strict=True):
            tally.setdefault((year, by, str(key)), Counter())[found] += count
    return tally, years


def _rows(user: User) -> Iterator[tuple[int, bool | None, int, str, str, str, int]]:
    incidents = Incident.objects.visible_to(user).on_record().with_finding()
    later = Case(When(occurred_on__month__gte=FIRST_MONTH, then=1), default=0)
    counted = (
        incidents.annotate(
            of_year=ExtractYear("occurred_on") + later,
            month=ExtractMonth("occurred_on"),
            township=F("community__township__code"),
            reported_from=F("station__code"),
        )
        .order_by()
        .values_list("of_year", "finding_counts", "month", "kind", "township", "reported_from")
    )
    yield from counted.annotate(Count("pk"))


def _of_year(year: int) -> Iterator[tuple[By, str, str]]:
    yield By.YEAR, str(year), f"{year} 年度"
    for month in whole_year(year):
        yield By.MONTH, str(month.month), f"{month:%Y-%m}"


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
