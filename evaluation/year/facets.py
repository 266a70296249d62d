"""How many results there would be under each choice of a filter, the other filters being as they
are: two queries, however many filters and choices there are."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Value, When

from evaluation.year.filters.verdicts import VerdictFilter
from evaluation.year.models import Finding

# What a verdict has exactly one of; a result may break several criteria.
_EXCLUSIVE = {
    "outcome": "outcome",
    "kind": "kind",
    "township": "township_code",
    "decision": Case(
        When(exemplar=True, then=Value("exemplar")),
        When(withheld_reason="", then=Value("")),
        default=Value("withheld"),
        output_field=CharField(),
    ),
}


@dataclass(frozen=True)
class Facets:
    """`counts["kind"]["village"]`; `total` is how many there are under all filters."""

    counts: dict[str, Counter[str]]
    total: int


def facets(narrowed: VerdictFilter) -> Facets:
    """Counts every combination once; a choice of one filter counts what misses no other."""
    counts, total = {name: Counter() for name in _EXCLUSIVE}, 0
    combinations = (
        narrowed.only("text", "criterion").order_by().values_list(*_EXCLUSIVE.values())
    ).annotate(Count("pk"))
    for *values, count in combinations:
        combination = dict(zip(_EXCLUSIVE, values, strict=True))
        missed = [n for n, v in combination.items() if narrowed.chosen(n) not in ("", v)]
        if not missed:
            total += count
        for name in _EXCLUSIVE if not missed else missed if len(missed) == 1 else ():
            counts[name][combination[name]] += count
    return Facets(counts | {"criterion": _criteria(narrowed)}, total)


def _criteria(narrowed: VerdictFilter) -> Counter[str]:
    others = narrowed.only("text", *_EXCLUSIVE)
    findings = Finding.objects.filter(verdict__in=others.values("pk")).order_by()
    rows = findings.values_list("criterion").annotate(Count("verdict", distinct=True))
    return Counter({str(criterion): count for criterion, count in rows})
