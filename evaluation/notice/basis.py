"""依据: what a list rests on, and what is missing there: for the office before it publishes, for
the leading group before it signs. The same few queries however long the list is."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from communities.models import Station
from communities.work import begun
from evaluation.notice.models import Acknowledgement, Gap
from evaluation.states import UNFROZEN
from evaluation.year.models import Cycle, Verdict
from evaluation.year.obstacles import UNRELIABLE, to_unsigned, unsigned_in_words
from evaluation.year.presenters import satisfaction
from evaluation.year.queries import only_pending
from evaluation.year.rules import SATISFACTION_PERCENT, satisfied_enough
from incidents.models import Incident
from incidents.returns import unsigned, unsigned_months
from wufaan.normalise import listed
from wufaan.obstacles import Way

# By community: what is missing there, and how that is told beside a name.
Flags = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True)
class Missing:
    """Something that is missing below a list: `of` which stations, or of which places, the first
    ten; and the `way` to what would remove it, where that is still open. Its `fingerprint` is
    another one as soon as anything of it is."""

    gap: Gap
    text: str
    of: str
    fingerprint: str
    way: Way | None = None

    @property
    def told(self) -> str:
        return f"{self.text}（{self.of}）"


@dataclass(frozen=True)
class Line:
    """A gap of a list: what is `missing`, None where nothing is any more, and what was acknowledged
    of that list; `below` names the list where it stands beside another's."""

    gap: Gap
    missing: Missing | None
    acknowledged: list[Acknowledgement]
    below: str = ""

    @property
    def called(self) -> str:
        return f"{self.below}：{self.gap.label}" if self.below else str(self.gap.label)

    @property
    def is_settled(self) -> bool:
        """Whether just this was acknowledged."""
        known = {each.fingerprint for each in self.acknowledged}
        return self.missing is None or self.missing.fingerprint in known

    @property
    def known(self) -> str:
        """Whether the office knew before the notice, in words."""
        if self.is_settled:
            return "办公室公示之前已确认"
        return "公示之前确认的是另外的数" if self.acknowledged else "没有确认"


def prepared_lines(
    cycle: Cycle, verdicts: Collection[Verdict], today: date, *, supplement: bool
) -> list[Line]:
    """Of a list that is being prepared, with what was acknowledged of it so far."""
    missing = missing_below(cycle, verdicts, today, supplement=supplement)
    there = {each.gap for each in missing}
    known = [row for row in _preparing(cycle, supplement) if row.gap in there]
    return lines_of(missing, known)


def missing_below(
    cycle: Cycle,
    verdicts: Collection[Verdict],
    today: date,
    *,
    supplement: bool,
    flags: Flags | None = None,
) -> list[Missing]:
    """In the order of `Gap`, below a list of these verdicts, saved or not. A supplementary one
    answers for its own places only, not for who is kept off the year's. `flags` where they are
    known already."""
    if not verdicts:
        return []
    flags = flags_of(cycle, verdicts, today) if flags is None else flags
    found = [
        _returns(cycle, verdicts, today),
        _silent(cycle, verdicts),
        *(_of_places(gap, cycle, verdicts, flags) for gap in _PLACES),
        None if supplement else _kept_off(cycle),
    ]
    return [missing for missing in found if missing]


def flags_of(cycle: Cycle, verdicts: Iterable[Verdict], today: date) -> Flags:
    """Of each of these places what is missing, as of today. Two queries."""
    places = {verdict.community_id: verdict for verdict in verdicts}
    months = unsigned_months(cycle.months_over(today), places)
    there = begun(list(places), cycle.year)
    return {
        place: dict(_flags(verdict, months.get(place, 0), place in there))
        for place, verdict in places.items()
    }


def acknowledged(cycle: Cycle, *, supplement: bool) -> dict[str, Acknowledgement]:
    """By fingerprint, for the notice that is being prepared."""
    return {row.fingerprint: row for row in _preparing(cycle, supplement)}


def _preparing(cycle: Cycle, supplement: bool) -> QuerySet[Acknowledgement]:
    rows = cycle.acknowledgements.filter(notice=None, is_supplementary=supplement)
    return rows.select_related("by")


def lines_of(
    missing: Iterable[Missing], acknowledged: Iterable[Acknowledgement], below: str = ""
) -> list[Line]:
    """One for each gap that there is, or that was acknowledged, in the order of `Gap`."""
    now = {each.gap: each for each in missing}
    then: dict[str, list[Acknowledgement]] = {}
    for each in acknowledged:
        then.setdefault(each.gap, []).append(each)
    there = [gap for gap in Gap if gap in now or gap in then]
    return [Line(gap, now.get(gap), then.get(gap, []), below) for gap in there]


def _flags(verdict: Verdict, months: int, is_begun: bool) -> Iterator[tuple[str, str]]:
    if months:
        yield Gap.RETURNS, f"缺零报告 {months} 个月"
    if not verdict.respondents:
        yield Gap.UNSURVEYED, "未测评"
    elif not satisfied_enough(verdict.respondents, verdict.satisfied):
        yield Gap.LOW, f"满意度 {satisfaction(verdict)}"
    if not is_begun:
        yield Gap.WORK, "台账空白"


def _returns(cycle: Cycle, verdicts: Iterable[Verdict], today: date) -> Missing | None:
    months = cycle.months_over(today)
    by_station = unsigned(months, [verdict.community_id for verdict in verdicts])
    if not by_station:
        return None
    again = "后重新评估" if cycle.state in UNFROZEN else ""
    text = f"{unsigned_in_words(by_station, len(months))}，{UNRELIABLE}{again}"
    told = [f"{station.name} {len(months)} 个月" for station, months in by_station.items()]
    marked = [f"{station.code} {month}" for station, of in by_station.items() for month in of]
    return _missing(Gap.RETURNS, text, "、".join(told), marked, to_unsigned(cycle))


def _silent(cycle: Cycle, verdicts: Iterable[Verdict]) -> Missing | None:
    """Stations of the list that put nothing on record for the whole period, nor did
    what has become part of them."""
    stations = Station.objects.filter(pk__in={verdict.station_id for verdict in verdicts})
    incidents = Incident.objects.on_record().occurred_between(cycle.starts_on, cycle.ends_on)
    reporting = incidents.order_by().values_list("station", flat=True).distinct()
    heard = Station.objects.answering_for(reporting).order_by()
    silent = stations.exclude(pk__in=heard).order_by("code")
    if not silent:
        return None
    text = f"{len(silent)} 个派出所评选期内没有上报过一件案（事）件，请核实有没有漏报"
    days = f"?since={cycle.starts_on}&until={cycle.ends_on}"
    of, marked = "、".join(s.name for s in silent), [s.code for s in silent]
    return _missing(Gap.SILENT, text, of, marked, Way("看已上报的", "incidents", query=days))


_PLACES = {
    Gap.UNSURVEYED: "没有测评满意度",
    Gap.LOW: f"满意度不到 {SATISFACTION_PERCENT}%",
    Gap.WORK: "创建台账一项也没有开展",
}


def _of_places(gap: Gap, cycle: Cycle, verdicts: Iterable[Verdict], flags: Flags) -> Missing | None:
    concerned = [verdict for verdict in verdicts if gap in flags[verdict.community_id]]
    text = f"名单上的 {len(concerned)} 个{_PLACES[gap]}"
    marked = [f"{v.code} {flags[v.community_id][gap]}" for v in concerned]
    of = listed(v.name for v in concerned)
    return _missing(gap, text, of, marked, _way(gap, cycle)) if concerned else None


def _kept_off(cycle: Cycle) -> Missing | None:
    """Who would be on the list but for what nobody had found on."""
    verdicts = only_pending(cycle)
    text = f"另有 {len(verdicts)} 个只因案（事）件没有认定，不在名单上"
    way = Way("去看", "cycle", (cycle.year,), query="?outcome=pending")
    of, marked = listed(v.name for v in verdicts), [v.code for v in verdicts]
    return _missing(Gap.PENDING, text, of, marked, way) if verdicts else None


def _way(gap: Gap, cycle: Cycle) -> Way:
    if gap == Gap.WORK:
        return Way("看台账", "work", query=f"?year={cycle.year}&condition=untouched")
    wanted = "missing" if gap == Gap.UNSURVEYED else "low"
    return Way("看满意度", "surveys-year", (cycle.year,), query=f"?condition={wanted}")


def _missing(gap: Gap, text: str, of: str, marked: Iterable[str], way: Way) -> Missing:
    """`marked`: of each station or place what must not change unnoticed."""
    fingerprint = hashlib.sha256("\0".join([gap, *sorted(marked)]).encode()).hexdigest()
    return Missing(gap, text, of, fingerprint, way)
