"""What should qualify each year and what did, in all and by kind (N 3(3)). Targets are only held
against what was reached; they never influence a result."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from evaluation.year.models import Cycle, Verdict
from evaluation.year.rules import Outcome
from evaluation.year.shares import (
    Share,
    of_kinds,
    share,
    tallied,
)
from wufaan import charts


@dataclass(frozen=True)
class Reached:
    """One group of communities in one year."""

    share: Share
    target: int

    @property
    def against(self) -> str:
        """How it stands to the target, in words; blank where nothing is assessed."""
        percent = self.share.percent
        if percent is None:
            return ""
        if percent >= self.target:
            return "达到"
        return f"差 {self.target - percent:.1f} 个百分点"

    @property
    def gauge(self) -> SafeString:
        label = f"{self.share.label}达标率"
        return charts.gauge(self.share.percent, label=label, target=self.target)


@dataclass(frozen=True)
class Year:
    """`groups`: in all, compounds, villages and neighbourhoods."""

    cycle: Cycle
    groups: list[Reached]

    @property
    def whole(self) -> Reached:
        return self.groups[0]


@dataclass(frozen=True)
class Line:
    """Of the file: one group in one year."""

    cycle: Cycle
    reached: Reached


def lines() -> list[Line]:
    return [Line(year.cycle, reached) for year in years() for reached in year.groups]


def years() -> list[Year]:
    """Every year that was opened, the first first, assessed or not: two queries."""
    rows = tallied(
        Verdict.objects.exclude(outcome=Outcome.EXCLUDED).order_by().values("cycle_id", "kind")
    )
    by_cycle = defaultdict(list)
    for row in rows:
        by_cycle[row["cycle_id"]].append(row)
    return [_year(cycle, by_cycle[cycle.pk]) for cycle in Cycle.objects.order_by("year")]


def against(cycle: Cycle, shares: Sequence[Share]) -> list[Reached]:
    """`shares` in all, of compounds, of villages and neighbourhoods."""
    targets = (cycle.target_percent, cycle.compounds_target, cycle.villages_target)
    return [Reached(share, target) for share, target in zip(shares, targets, strict=True)]


def trend(years: Sequence[Year], group: int) -> SafeString:
    """Of one group over the years."""
    points = [
        charts.Point(str(year.cycle.year), reached.share.percent, reached.target)
        for year in years
        for reached in [year.groups[group]]
    ]
    label = f"历年{years[-1].groups[group].share.label}达标率" if years and group else "历年达标率"
    return charts.trend(points, label=label)


def exemplar_gauge(cycle: Cycle, whole: Share) -> SafeString:
    return charts.gauge(
        whole.exemplar_percent,
        label="先进典型占达标的比例",
        target=cycle.exemplar_percent,
        top=2 * cycle.exemplar_percent or 100,
    )


def _year(cycle: Cycle, rows: list[dict[str, Any]]) -> Year:
    return Year(cycle, against(cycle, [share("合计", rows), *of_kinds(rows)]))
