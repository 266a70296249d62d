"""How many years running a community holds its titles (N 3(2))."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from evaluation.streaks.models import (
    BELOW,
    Honour,
    HonourState,
    Level,
    marked,
)

ABOVE: dict[str, Level] = {BELOW[level]: level for level in Level if level in BELOW}
# Two years running open the level above.
YEARS_NEEDED = 2


@dataclass
class Streak:
    """What one community holds at one level up to and including `last_year`: the state of each
    title of the two latest years and of the years running."""

    level: Level
    last_year: int
    states: dict[int, str] = field(default_factory=dict)

    @property
    def running(self) -> int:
        """How many standing years in a row end with the last one."""
        year = self.last_year
        while self.states.get(year) == HonourState.STANDING:
            year -= 1
        return self.last_year - year

    @property
    def opens(self) -> Level | None:
        """The level to which it may be put forward."""
        return ABOVE.get(self.level) if self.running >= YEARS_NEEDED else None

    @property
    def years(self) -> str:
        """2024 ✓ 2025 ✓: the years running, two at least."""
        shown = max(self.running, YEARS_NEEDED)
        return " ".join(self._marked(self.last_year - back) for back in reversed(range(shown)))

    def __str__(self) -> str:
        """2024 ✓ 2025 ✓ → 可上报市级."""
        above = ABOVE.get(self.level)
        if not above or not self.running:
            return self.years
        if self.opens:
            return f"{self.years} → 可上报{above.label}"
        return f"{self.years} → {self.last_year + 1} 年再获命名，可上报{above.label}"

    def _marked(self, year: int) -> str:
        return marked(year, self.states.get(year))


class Streaks:
    """Of any community at any level, those without a title included."""

    def __init__(self, last_year: int) -> None:
        self._last_year = last_year
        self._found: dict[tuple[int, str], Streak] = {}

    def of(self, community_id: int, level: str = Level.COUNTY) -> Streak:
        key = community_id, str(level)
        return self._found.setdefault(key, Streak(Level(level), self._last_year))


def streaks(
    communities: Collection[int] | QuerySet[Any, Any], last_year: int, *, on: date | None = None
) -> Streaks:
    """One query for any number of communities, all levels. Counted back from `last_year`, a title
    belongs to the years running as long as none is missing (its place says so) and none is lost:
    by now, or by the day `on`."""
    by_place: dict[str, Any] = {
        "partition_by": ["community", "level"],
        "order_by": F("year").desc(),
    }
    stood = _stood(on)
    ended = Case(When(stood, then=0), default=1)
    standing = Value(HonourState.STANDING, Honour._meta.get_field("state"))
    rows = (
        Honour.objects.filter(community__in=communities, year__lte=last_year)
        .annotate(
            place=Window(RowNumber(), **by_place),
            lost=Window(Sum(ended), **by_place),
            held=Case(When(stood, then=standing), default=F("state")),
        )
        .filter(Q(year=last_year + 1 - F("place"), lost=0) | Q(year__gt=last_year - YEARS_NEEDED))
        .order_by()
    )
    found = Streaks(last_year)
    for community_id, level, year, state in rows.values_list(
        "community_id", "level", "year", "held"
    ):
        found.of(community_id, level).states[year] = state
    return found


def years_running(
    communities: Collection[int] | QuerySet[Any, Any], last_year: int, *, on: date | None = None
) -> Counter[int]:
    """`running` of the county titles, as `streaks` counts it, and nothing else: of a hundred
    thousand communities in a second."""
    titles = Honour.objects.at(Level.COUNTY).filter(_stood(on), community__in=communities)
    latest_first = titles.filter(year__lte=last_year).order_by("-year")
    running: Counter[int] = Counter()
    for community, year in latest_first.values_list("community_id", "year"):
        if year == last_year - running[community]:
            running[community] += 1
    return running


def _stood(on: date | None) -> Q:
    """Not lost by now, or by the day `on`."""
    stood = Q(state=HonourState.STANDING)
    return stood | Q(ended_on__gt=on) if on else stood
