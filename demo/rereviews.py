"""How the office looked at titles again. What was doubtful was put right by compounds only, which
are invented; a real place that broke a criterion kept last year's title."""

from datetime import date

from accounts.models import User
from communities import actions as communities
from communities.models import Community, CommunityKind, PropertyCompany
from demo import accounts
from evaluation import actions
from evaluation.ladder.models import ReReviewQuerySet
from evaluation.models import (
    Cycle,
    Honour,
    Level,
    ReReview,
)
from incidents.actions import accept_proposal, report
from incidents.facts import Facts
from incidents.kinds import Kind, Nature
from incidents.reports import Report

RECTIFYING = 2025
NOT_BLAMED = "本年度的案件不影响上一年度命名，已督促整改，称号保留。"
DEMAND = "补装单元门禁，恢复夜间巡逻，由物业企业负责、派出所验收。"
LATE_THEFT = "住户外出务工，今年返乡清点时才发现被盗，已立案。"
# Townships whose titles the office has not got to yet this year.
LEFT = 4


def of_past(cycle: Cycle) -> None:
    """Decided within the month; of one year, two compounds had to put something right, and one
    of them is late."""
    on, by = date(cycle.year, 11, 2), accounts.office()
    if clean := list(_of(cycle).proposed_to_keep()):
        actions.keep(rereviews=clean, on=on, by=by)
    if cycle.year == RECTIFYING:
        _put_right(_not_clean_compounds(cycle), on, by)
    if rest := list(_of(cycle).open()):
        actions.keep(rereviews=rest, note=NOT_BLAMED, on=on, by=by)


def _put_right(compounds: list[ReReview], on: date, by: User) -> None:
    done, late = compounds[:2]
    for rereview, due_on in ((done, date(2026, 3, 31)), (late, date(2026, 6, 30))):
        actions.rectify(rereviews=[rereview], due_on=due_on, demand=DEMAND, on=on, by=by)
    note = "整改到位，派出所验收合格，称号保留。"
    actions.keep(rereviews=[done], note=note, on=date(2026, 3, 27), by=by)


def of_current(cycle: Cycle) -> None:
    """Most are kept; an old theft came to light; a compound changed its property company."""
    by = accounts.office()
    names = sorted(set(_of(cycle).values_list("honour__township_name", flat=True)))
    clean = _of(cycle).proposed_to_keep().exclude(honour__township_name__in=names[-LEFT:])
    actions.keep(rereviews=list(clean), by=by)
    first, second, *_ = _titled_compounds(cycle.year - 1)
    _late_theft(first, cycle.year - 1, by)
    _other_company(second, by)


def _of(cycle: Cycle) -> ReReviewQuerySet:
    rereviews = cycle.rereviews.unfinished().with_facts()
    return rereviews.select_related("honour").order_by("honour__community__code")


def _not_clean_compounds(cycle: Cycle) -> list[ReReview]:
    clean = _of(cycle).proposed_to_keep().values("pk")
    return list(_of(cycle).filter(honour__kind=CommunityKind.COMPOUND).exclude(pk__in=clean))


def _titled_compounds(year: int) -> list[Community]:
    """With a property company, inside a place without a title: what happens in a compound counts
    there too."""
    titled = Honour.objects.standing().at(Level.COUNTY).in_year(year).values("community")
    compounds = Community.objects.compounds().exclude(property_company=None)
    found = compounds.filter(pk__in=titled).exclude(parent__in=titled)
    return list(found.select_related("station").order_by("code"))


def _late_theft(compound: Community, year: int, by: User) -> None:
    facts = Facts(nature=Nature.CRIMINAL)
    told = Report(compound, Kind.BURGLARY, date(year, 9, 3), facts, LATE_THEFT)
    incident = report(report=told, by=accounts.officers()[compound.station.code])
    accept_proposal(incident=incident, by=by)


def _other_company(compound: Community, by: User) -> None:
    others = PropertyCompany.objects.exclude(compounds=compound).order_by("code")
    fields = ["name", "kind", "station", "households", "population", "shops", "opened_on"]
    kept = {field: getattr(compound, field) for field in fields}
    communities.change(community=compound, property_company=others.first(), by=by, **kept)
