"""What waits at a station, whichever app it is of: told where its officers begin, and in the
reminder of the office. Each app registers what it has (docs/decisions/0013)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from communities.models import Station
from incidents.models import Incident
from incidents.returns import to_sign
from wufaan.days import in_words
from wufaan.marks import MarkedChoices
from wufaan.normalise import NUMERALS


@dataclass(frozen=True)
class Waiting:
    """What waits is `named` and `told` in a line, with the reason `why` it does and the last day
    for it, where there is one. `page` is its own, `url` where the `step` is taken."""

    station_id: int
    state: MarkedChoices
    named: str
    told: str
    why: str = ""
    due_on: date | None = None
    page: str = ""
    step: str = ""
    url: str = ""

    def __str__(self) -> str:
        by = f"，期限{in_words(self.due_on)}" if self.due_on else ""
        why = f"：{' '.join(self.why.split())}" if self.why else ""
        return f"{self.named}（{self.told}）{by}{why}"


@dataclass(frozen=True)
class Source:
    """`find` gives all of one sort that waits at some stations on a day, in a number of queries
    that does not grow with them."""

    heading: str
    order: int
    find: Callable[[Collection[Station], date], Iterable[Waiting]]


_SOURCES: list[Source] = []


def register(source: Source) -> None:
    _SOURCES.append(source)
    _SOURCES.sort(key=lambda source: source.order)


def waiting_at(
    stations: Collection[Station], on: date
) -> dict[Station, list[tuple[str, list[Waiting]]]]:
    """By station, in their order, what waits there under its heading; a station where nothing does
    is left out."""
    found: dict[int, dict[str, list[Waiting]]] = {station.pk: {} for station in stations}
    for source in _SOURCES:
        for each in source.find(stations, on):
            found[each.station_id].setdefault(source.heading, []).append(each)
    return {s: list(found[s.pk].items()) for s in stations if found[s.pk]}


def waiting_for_answer_by(
    stations: Collection[Station], on: date
) -> dict[Station, list[tuple[str, list[Waiting]]]]:
    """The same under whoever of these answers for it now: what one has that has become part of
    another is told with its name."""
    there: dict[int | None, Station] = {station.pk: station for station in stations}
    found: dict[Station, dict[str, list[Waiting]]] = {station: {} for station in stations}
    for station, groups in waiting_at(stations, on).items():
        now = _last(station, there)
        for heading, waiting in groups:
            told = waiting if now == station else [_of_former(station, each) for each in waiting]
            found[now].setdefault(heading, []).extend(told)
    headings = [source.heading for source in _SOURCES]
    return {s: [(h, of[h]) for h in headings if h in of] for s, of in found.items() if of}


def _last(station: Station, there: Mapping[int | None, Station]) -> Station:
    while into := there.get(station.successor_id):
        station = into
    return station


def _of_former(station: Station, waiting: Waiting) -> Waiting:
    return replace(waiting, told=f"原{station.name}，{waiting.told}")


def in_words_of(groups: Iterable[tuple[str, Collection[Waiting]]]) -> str:
    """What waits at a station as paragraphs of a paper, or of a message."""
    lines = []
    for numeral, (heading, waiting) in zip(NUMERALS, groups, strict=False):
        told = "；".join(str(each).rstrip("。；") for each in waiting)
        lines += [f"{numeral}、{heading}（{len(waiting)}项）", f"{told}。"]
    return "\n".join(lines)


def _returned(stations: Collection[Station], on: date) -> Iterator[Waiting]:
    rows = Incident.objects.returned().filter(station__in=stations)
    for row in rows.select_related("community").order_by("occurred_on", "number"):
        yield Waiting(
            row.station_id,
            row.state,
            row.number,
            f"{row.get_kind_display()}，{row.community.name}，{in_words(row.occurred_on)}",
            why=row.returned_reason,
            page=reverse("incident", args=[row.pk]),
            step="更正并答复",
            url=reverse("incident-answer", args=[row.pk]),
        )


def _unsigned(stations: Collection[Station], on: date) -> Iterator[Waiting]:
    for cell in to_sign(stations, on):
        month = cell.month
        yield Waiting(
            cell.station.pk,
            cell.state,
            f"{month.year}年{month.month}月案（事）件报告",
            f"登记 {cell.on_record} 件",
            step="核对并签字上报",
            url=reverse("return", args=[cell.station.code, month]),
        )


register(Source("退回补正的案（事）件", 10, _returned))
register(Source("没有签字上报的月度报告", 40, _unsigned))
