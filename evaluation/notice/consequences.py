"""What a finding on one incident would mean for the communities that it bears on: the answer to
incidents.consequences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from communities.models import Community, CommunityQuerySet
from communities.period import PROGRAMME_BEGAN, year_of
from evaluation.notice.models import Notice, NoticeEntry
from evaluation.states import UNFROZEN
from evaluation.year.assessment import left_out
from evaluation.year.models import Cycle, Verdict
from evaluation.year.queries import borne_on_in, of_period
from evaluation.year.rules import Circumstances, Outcome, Policy, default_period, outcome
from incidents.consequences import Consequences
from incidents.models import Incident, IncidentQuerySet
from incidents.queries import with_findings
from incidents.workflow import UNDETERMINED


@dataclass(frozen=True)
class Place:
    """One community without the incident in question: what else counts there in the period, and
    what else nobody has found on."""

    name: str
    takes_part: bool
    broken: int
    undetermined: int


def consequences(incident: Incident) -> Consequences | None:
    """None for an incident of the time before the programme."""
    day = incident.occurred_on
    if day < PROGRAMME_BEGAN:
        return None
    cycle = Cycle.objects.filter(starts_on__lte=day, ends_on__gte=day).first()
    if cycle is None:
        return _before_the_year_is_set_up(incident)
    if cycle.state in UNFROZEN:
        places = [_place(community, incident, cycle) for community in _affected(incident, cycle)]
        return _of(cycle, [if_counts(p) for p in places], [if_not(p) for p in places])
    verdicts = cycle.verdicts.filter(community__in=_affected(incident, cycle))
    live = Prefetch("notice_entries", NoticeEntry.objects.live())
    verdicts = verdicts.prefetch_related(live).order_by("-code")
    counts, not_ = zip(*_once_fixed(cycle, verdicts), strict=True)
    return _of(cycle, counts, not_)


def if_counts(place: Place) -> str:
    return _told(place, place.broken + 1)


def if_not(place: Place) -> str:
    return _told(place, place.broken)


def _told(place: Place, broken: int) -> str:
    """What comes of so many that count. Returns and satisfaction are of another kind."""
    facts = Circumstances(place.takes_part, broken, place.undetermined, missing_months=0)
    match outcome(facts, returns=Policy.IGNORE, satisfaction=Policy.IGNORE):
        case Outcome.EXCLUDED:
            return f"{place.name}不参评，结果不变。"
        case Outcome.DISQUALIFIED if place.broken:
            return f"{place.name}本年度已有另外 {place.broken} 件计入，仍然不达标。"
        case Outcome.DISQUALIFIED:
            return f"{place.name}本年度不达标。"
        case Outcome.PENDING:
            return f"{place.name}还有 {place.undetermined} 件等认定，认定完才有结果。"
    return f"{place.name}不受影响，本年度没有其他案（事）件妨碍达标。"


def on_notice(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Those that a finding could take off a list that is before the public and not approved."""
    touched, entries = incidents.none(), NoticeEntry.objects.kept().order_by()
    for notice in Notice.objects.current().select_related("cycle"):
        places = entries.filter(notice=notice).values("verdict__community")
        touched |= of_period(incidents, notice.cycle, places)
    return touched


def _of(cycle: Cycle, counts: Iterable[str], not_: Iterable[str]) -> Consequences:
    return Consequences(cycle.year, cycle.starts_on, cycle.ends_on, tuple(counts), tuple(not_))


def _affected(incident: Incident, cycle: Cycle) -> CommunityQuerySet:
    """A compound before the place around it."""
    keys = borne_on_in(cycle, [incident])[incident.pk]
    return Community.objects.filter(pk__in=keys).order_by("-code")


def _place(community: Community, incident: Incident, cycle: Cycle) -> Place:
    there = of_period(Incident.objects.on_record(), cycle, [community.pk])
    others = list(with_findings(there.exclude(pk=incident.pk)))
    broken = sum(1 for i in others if i.state not in UNDETERMINED and i.found[-1].counts)
    undetermined = sum(1 for i in others if i.state in UNDETERMINED)
    return Place(community.name, not left_out(cycle, community), broken, undetermined)


def _once_fixed(cycle: Cycle, verdicts: Iterable[Verdict]) -> Iterator[tuple[str, str]]:
    """The list of the year is out: a finding changes no verdict any more."""
    yield (f"{cycle.year} 年度{cycle.get_state_display()}，评估结果已经固定。",) * 2
    what_to_do = "要复核它的称号" if cycle.is_awarded else "要由办公室暂缓命名"
    for verdict in verdicts:
        if not verdict.notice_entries.all():
            told = f"{verdict.name}不在名单上（{_why_not_listed(verdict)}），"
            yield f"{told}结果不变。", f"{told}结果不变；因此达标的，可以列入补充公示。"
        elif verdict.withheld_reason:
            taken_off = f"{verdict.name}公示后已经暂缓命名（{verdict.withheld_reason}），结果不变。"
            yield (taken_off,) * 2
        else:
            yield (
                f"{verdict.name}在公示名单上，计入后{what_to_do}。",
                f"{verdict.name}在公示名单上，不受影响。",
            )


def _why_not_listed(verdict: Verdict) -> str:
    """As it was assessed: what the office found later did not reach the list."""
    if verdict.withheld_reason:
        return f"已暂缓命名：{verdict.withheld_reason}"
    why = {
        Outcome.PENDING: f"评估时有 {verdict.undetermined} 件没有认定，没有列入公示",
        Outcome.DISQUALIFIED: f"评估时已有 {verdict.broken} 件计入，不达标",
        Outcome.INCOMPLETE: "评估时材料不全",
        Outcome.EXCLUDED: f"不参评：{verdict.excluded_reason}",
    }
    return why.get(Outcome(verdict.outcome), "公示前没有列入")


def _before_the_year_is_set_up(incident: Incident) -> Consequences:
    """The period that the year will have unless the office sets another."""
    year = year_of(incident.occurred_on)
    first, last = default_period(year)
    words = (f"{year} 年度还没有建立，建立之后评估时一并计算。",)
    return Consequences(year, first, last, words, words)
