"""How far the work of a year is: of one community head by head, of many, per township."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    IntegerField,
    Prefetch,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

from communities.heads import COMPOUND_HEADS, PLACE_HEADS, Head, WorkState, heads_of
from communities.models import Community, CommunityQuerySet, Evidence, WorkRecord
from communities.period import whole_period
from communities.staffing import RESIDENTS_EACH, SHOPS_EACH
from wufaan.clock import today

# Of communities: as they are, or what a query gives.
Keys = Collection[int] | QuerySet[Any, Any]

_COMPOUND = Q(parent__isnull=False)
# Of those from `with_progress`: information officers are wanting.
IS_SHORT = Q(needed__gt=Coalesce("officers", 0))
_DONE, _UNDER_WAY = Q(work__state=WorkState.DONE), Q(work__state=WorkState.UNDER_WAY)


@dataclass(frozen=True)
class Progress:
    """`officers` are the information officers that there are (None: not said), `needed` those that
    the size asks for (None: a village, or a compound whose size is not known)."""

    heads: int
    done: int
    under_way: int
    officers: int | None = None
    needed: int | None = None

    @property
    def short(self) -> int:
        """How many information officers are wanting."""
        return max(0, (self.needed or 0) - (self.officers or 0))

    def __str__(self) -> str:
        rest = self.heads - self.done - self.under_way
        parts = [f"完成 {self.done}/{self.heads}"]
        parts += [f"进行中 {self.under_way}"] if self.under_way else []
        parts += [f"未开展 {rest}"] if rest else []
        return "，".join(parts)


@dataclass(frozen=True)
class Line:
    """One head of a community's record, begun or not."""

    head: Head
    record: WorkRecord
    evidence: list[Evidence]


def keeping_records(communities: CommunityQuerySet, year: int) -> CommunityQuerySet:
    """Those of which a year asks for a record: there at the end of its period, or today."""
    last = min(whole_period(year)[1], today())
    return communities.taking_part_on(last)


def with_progress(communities: CommunityQuerySet, year: int) -> CommunityQuerySet:
    """Each with the fields of `Progress` (see `progress_of`)."""
    fields: dict[str, Any] = {
        "work": FilteredRelation("work_records", condition=Q(work_records__year=year)),
        "done": Count("work", filter=_DONE),
        "under_way": Count("work", filter=_UNDER_WAY),
        "officers": Sum("work__information_officers"),
        "heads": Case(
            When(_COMPOUND, then=Value(len(COMPOUND_HEADS))), default=Value(len(PLACE_HEADS))
        ),
        "needed": _needed(),
    }
    return communities.annotate(**fields)


def progress_of(community: Community) -> Progress:
    """Of one that comes from `with_progress`."""
    return Progress(
        community.heads,
        community.done,
        community.under_way,
        community.officers,
        community.needed,
    )


def progress(communities: Keys, year: int) -> dict[int, Progress]:
    """By primary key, for any number of communities in one query."""
    found = Community.objects.filter(pk__in=communities).order_by()
    return {c.pk: progress_of(c) for c in with_progress(found, year)}


def heads_done(communities: Keys, year: int) -> Counter[int]:
    """`done` by primary key, and nothing else: of a hundred thousand in a second."""
    done = WorkRecord.objects.of_year(year).filter(community__in=communities, state=WorkState.DONE)
    counted = done.order_by().values_list("community_id").annotate(Count("pk"))
    return Counter(dict(counted))


def begun(communities: Keys, year: int) -> set[int]:
    """Those of which anything of the year is done or under way."""
    records = WorkRecord.objects.of_year(year).filter(community__in=communities)
    there = records.exclude(state=WorkState.NOT_STARTED).order_by()
    return set(there.values_list("community", flat=True))


def progress_by_year(community: Community) -> dict[int, Progress]:
    """Of the years of which anything is on record, latest first."""
    counted = (
        community.work_records.order_by("-year")
        .values("year")
        .annotate(
            done=Count("pk", filter=Q(state=WorkState.DONE)),
            under_way=Count("pk", filter=Q(state=WorkState.UNDER_WAY)),
            officers=Sum("information_officers"),
        )
    )
    heads = len(heads_of(is_compound=community.parent_id is not None))
    return {
        row["year"]: Progress(heads, row["done"], row["under_way"], row["officers"])
        for row in counted
    }


def lines_of(community: Community, year: int) -> list[Line]:
    """Every head in its order, with what is on record and all the evidence for it."""
    return lines_of_all([community], year)[community.pk]


def lines_of_all(communities: Collection[Community], year: int) -> dict[int, list[Line]]:
    """The same of many, by primary key, in as many queries."""
    evidence = Evidence.objects.select_related("added_by", "withdrawn_by").order_by("pk")
    records = WorkRecord.objects.of_year(year).filter(community__in=[c.pk for c in communities])
    kept = records.prefetch_related(Prefetch("evidence", evidence))
    by_head = {(record.community_id, record.head): record for record in kept}
    return {
        community.pk: [
            _line(community, year, head, by_head.get((community.pk, head.key)))
            for head in heads_of(is_compound=community.parent_id is not None)
        ]
        for community in communities
    }


def _line(community: Community, year: int, head: Head, record: WorkRecord | None) -> Line:
    if record:
        return Line(head, record, list(record.evidence.all()))
    return Line(head, WorkRecord(community=community, year=year, head=head.key), [])


@dataclass(frozen=True)
class PlaceWork:
    """A place with `marks`: every head in its order with its state."""

    place: Community
    marks: list[tuple[Head, WorkState]]
    progress: Progress


def with_states(communities: Iterable[Community], year: int) -> list[PlaceWork]:
    """Of those of `with_progress`. One query more, however many there are."""
    found = list(communities)
    records = WorkRecord.objects.of_year(year).filter(community__in=[c.pk for c in found])
    rows = records.order_by().values_list("community", "head", "state")
    states = {(pk, head): WorkState(state) for pk, head, state in rows}
    return [
        PlaceWork(
            place,
            [
                (head, states.get((place.pk, head.key), WorkState.NOT_STARTED))
                for head in heads_of(is_compound=place.parent_id is not None)
            ],
            progress_of(place),
        )
        for place in found
    ]


@dataclass(frozen=True)
class Share:
    """In how many of the places a head is done."""

    head: Head
    done: int
    places: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.places if self.places else 0


@dataclass(frozen=True)
class TownshipWork:
    name: str
    code: str
    places: int
    shares: list[Share]
    officers: int
    needed: int


def by_township(
    communities: CommunityQuerySet, year: int, *, is_compound: bool
) -> list[TownshipWork]:
    """Head by head, a line for each township by its code. Two queries."""
    kept = keeping_records(communities, year).filter(parent__isnull=not is_compound).order_by()
    counted: QuerySet[Any, Any] = with_progress(kept, year)
    rows = counted.values_list("pk", "township__code", "township__name", "officers", "needed")
    places: Counter[str] = Counter()
    officers: Counter[str] = Counter()
    needed: Counter[str] = Counter()
    names = {}
    for _, code, name, there, wanted in rows:
        places[code] += 1
        officers[code] += there or 0
        needed[code] += wanted or 0
        names[code] = name
    done = _done_by_township(kept, year)
    heads = heads_of(is_compound=is_compound)
    return [
        TownshipWork(
            names[code],
            code,
            places[code],
            [Share(head, done[code, head.key], places[code]) for head in heads],
            officers[code],
            needed[code],
        )
        for code in sorted(places)
    ]


def _done_by_township(communities: CommunityQuerySet, year: int) -> Counter[tuple[str, str]]:
    records = WorkRecord.objects.of_year(year).filter(
        community__in=communities.values("pk"), state=WorkState.DONE
    )
    counted = records.order_by().values_list("community__township__code", "head")
    return Counter({(code, head): n for code, head, n in counted.annotate(n=Count("pk"))})


def _needed() -> Case:
    """staffing.information_officers inside a query; a test holds the two together."""
    known = Q(population__isnull=False) | Q(shops__isnull=False)
    needed = _begun("population", RESIDENTS_EACH) + _begun("shops", SHOPS_EACH)
    return Case(
        When(_COMPOUND & known, then=needed), default=None, output_field=IntegerField(null=True)
    )


def _begun(name: str, each: int) -> CombinedExpression:
    """As integers PostgreSQL divides down."""
    return (Coalesce(F(name), 0) + each - 1) / each
