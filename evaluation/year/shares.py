"""How many of those that take part qualify, as shares: in all, by kind, by township."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from communities.models import CommunityKind
from evaluation.year.models import Cycle
from evaluation.year.rules import Outcome

VILLAGES = (CommunityKind.VILLAGE, CommunityKind.NEIGHBOURHOOD)


@dataclass(frozen=True)
class Share:
    """How many of those that take part qualify; of these some are exemplars, some withheld."""

    label: str
    taking_part: int
    qualified: int
    exemplars: int
    withheld: int
    code: str = ""

    @property
    def percent(self) -> float | None:
        return self._of(self.qualified, self.taking_part)

    @property
    def nameable(self) -> int:
        """Only what qualifies is withheld."""
        return self.qualified - self.withheld

    @property
    def exemplar_percent(self) -> float | None:
        """Of those that qualify (N 3(3))."""
        return self._of(self.exemplars, self.qualified)

    @staticmethod
    def _of(part: int, whole: int) -> float | None:
        return 100 * part / whole if whole else None


@dataclass(frozen=True)
class Shares:
    """Of one year: in all, by kind, by township in the order of their codes."""

    whole: Share
    kinds: list[Share]
    townships: list[Share]


def shares(cycle: Cycle) -> Shares:
    """One query; the rest is adding up."""
    rows = tallied(
        cycle.verdicts.exclude(outcome=Outcome.EXCLUDED)
        .order_by("township_code")
        .values("township_code", "township_name", "kind")
    )
    townships = {row["township_code"]: row["township_name"] for row in rows}
    return Shares(
        whole=share("合计", rows),
        kinds=of_kinds(rows),
        townships=[
            share(name, [row for row in rows if row["township_code"] == code], code)
            for code, name in townships.items()
        ],
    )


def of_kinds(rows: Iterable[dict[str, Any]]) -> list[Share]:
    """Compounds; villages and neighbourhoods. `rows` are tallied and have their `kind`."""
    compounds = [row for row in rows if row["kind"] == CommunityKind.COMPOUND]
    villages = [row for row in rows if row["kind"] in VILLAGES]
    return [share("小区", compounds), share("行政村、社区", villages)]


def tallied(groups: QuerySet[Any, Any]) -> list[dict[str, Any]]:
    return list(
        groups.annotate(
            taking_part=Count("pk"),
            qualified_count=Count("pk", filter=Q(outcome=Outcome.QUALIFIED)),
            exemplars=Count("pk", filter=Q(exemplar=True)),
            withheld=Count("pk", filter=~Q(withheld_reason="")),
        )
    )


def share(label: str, rows: Iterable[dict[str, Any]], code: str = "") -> Share:
    rows = list(rows)
    return Share(
        label,
        taking_part=sum(row["taking_part"] for row in rows),
        qualified=sum(row["qualified_count"] for row in rows),
        exemplars=sum(row["exemplars"] for row in rows),
        withheld=sum(row["withheld"] for row in rows),
        code=code,
    )
