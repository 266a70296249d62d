"""How the office found in a year, in figures, beside the years before it: a list rests on that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, Value, When

from evaluation.year.models import Cycle
from incidents.kinds import Kind
from incidents.models import Incident

EARLIER_YEARS = 3


@dataclass(frozen=True)
class NotCounting:
    """Of so many that were found on, so many do not count."""

    found: int = 0
    not_counting: int = 0

    def __str__(self) -> str:
        if not self.found:
            return "没有"
        return f"{self.not_counting}/{self.found}（{100 * self.not_counting / self.found:.0f}%）"


@dataclass(frozen=True)
class OfKind:
    """A kind of incident, with its figures of each year, the latest first."""

    kind: Kind
    years: list[tuple[int, NotCounting]]


def shares_not_counting(cycle: Cycle) -> list[OfKind]:
    """Of each kind that was found on this year. Two queries."""
    before = Cycle.objects.filter(year__lt=cycle.year).order_by("-year")
    cycles = [cycle, *before[:EARLIER_YEARS]]
    figures = _figures(cycles)
    return [
        OfKind(kind, [(c.year, figures.get((c.year, kind), NotCounting())) for c in cycles])
        for kind in Kind
        if (cycle.year, kind) in figures
    ]


def _figures(cycles: Sequence[Cycle]) -> Mapping[tuple[int, str], NotCounting]:
    periods = [Q(occurred_on__range=(c.starts_on, c.ends_on)) for c in cycles]
    years = [When(p, then=Value(c.year)) for p, c in zip(periods, cycles, strict=True)]
    found = Incident.objects.on_record().with_finding().exclude(Q(finding_counts=None))
    rows = (
        found.annotate(of_year=Case(*years, output_field=IntegerField()))
        .exclude(Q(of_year=None))
        .order_by()
        .values_list("of_year", "kind")
        .annotate(Count("pk"), not_counting=Count("pk", filter=Q(finding_counts=False)))
    )
    return {(year, kind): NotCounting(*figures) for year, kind, *figures in rows}
