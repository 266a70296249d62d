"""What opens a re-review (N 3(4)): each later year's assessment, an incident that is found to count
after the award, another property company, a title that stands again. Nobody has to think of it."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction

from accounts.models import User
from audit import actions as audit
from communities.models import Community, PropertyCompany
from communities.signals import CompanyChange
from evaluation.ladder.models import (
    Cause,
    Decision,
    ReReview,
    ReReviewState,
)
from evaluation.ladder.queries import counting_against_title
from evaluation.streaks.models import Honour, HonourState, Level
from evaluation.year.models import Cycle
from evaluation.year.queries import borne_on_in, incidents_of_period
from incidents.models import Incident
from incidents.queries import found_to_count
from wufaan.clock import today

_OPEN_ANEW: dict[str, Any] = {
    "state": ReReviewState.OPEN,
    "decision": "",
    "note": "",
    "decided_by": None,
    "decided_on": None,
    "decided_at": None,
}
_OPEN_YEARLY = """
INSERT INTO evaluation_rereview
       (honour_id, cause, cycle_id, opened_on, state, decision, ground, demand, note)
SELECT h.id, %(cause)s, %(cycle)s, %(on)s, %(open)s, '', '', '', ''
  FROM (SELECT DISTINCT ON (community_id) id FROM evaluation_honour
         WHERE level = %(county)s AND year < %(year)s AND state = %(standing)s
         ORDER BY community_id, year DESC) h
 ORDER BY h.id
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def open_yearly(*, cycle: Cycle, on: date, by: User) -> int:
    """Of every holder the latest standing county title from before the year, once; returns how many
    are new. Assessed again, what was kept because the verdict was clean then and is not now is
    open again."""
    values: dict[str, Any] = {
        "cause": Cause.YEARLY.value,
        "cycle": cycle.pk,
        "on": on,
        "open": ReReviewState.OPEN.value,
        "county": Level.COUNTY.value,
        "year": cycle.year,
        "standing": HonourState.STANDING.value,
    }
    again = _open_again(cycle)
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_YEARLY, values)
        opened: int = cursor.rowcount
    if opened or again:
        data = {"cause": Cause.YEARLY, "opened": opened, "again": again}
        audit.record(verb="rereviews_opened", subject=cycle, by=by, data=data)
    return opened


@transaction.atomic
def open_late(*, incidents: Iterable[Incident], by: User) -> list[ReReview]:
    """For incidents that count: the titles for whose year they count, of their own community and,
    where the year says so, of the village or neighbourhood around it."""
    return _open([(honour, _late(incident)) for honour, incident in _touched(list(incidents))], by)


@transaction.atomic
def open_for_cases(*, community: Community, since: date, by: User) -> list[ReReview]:
    """The titles of a community, and of the village around it, in whose year what it has taken over
    since a day counts. What was looked at for the same incident before is not looked at again."""
    places = [pk for pk in (community.pk, community.parent_id) if pk]
    fresh = []
    for cycle in Cycle.objects.awarded().filter(ends_on__gte=since).order_by("year"):
        incidents = list(found_to_count(incidents_of_period(cycle, places)))
        fresh += [pair for pair in _touched_in(cycle, incidents) if pair[0].community_id in places]
    titles = {honour for honour, _ in fresh}
    looked_at = set(ReReview.objects.filter(honour__in=titles).values_list("honour", "incident"))
    wanted = [(h, _late(i)) for h, i in fresh if (h.pk, i.pk) not in looked_at]
    return _open(wanted, by)


@transaction.atomic
def open_for_company(*, changes: Collection[CompanyChange], by: User) -> list[ReReview]:
    """The latest county title of each compound that has another property company. A second
    change while the first is looked at is told in the same re-review. Where there was none, one
    that comes is a change only if the title was looked at because one had gone."""
    grounds = {change.community.pk: _ground(change) for change in changes}
    latest = (
        Honour.objects.standing()
        .at(Level.COUNTY)
        .filter(community__in=grounds)
        .order_by("community_id", "-year")
        .distinct("community_id")
    )
    found = list(Honour.objects.filter(pk__in=latest.values("pk")).select_for_update(of=["self"]))
    found = _without_first_companies(found, changes)
    told = _tell_more(found, grounds)
    cause = {"cause": Cause.COMPANY_CHANGE}
    fresh = [(h, cause | {"ground": grounds[h.community_id]}) for h in found if h.pk not in told]
    return _open(fresh, by)


@transaction.atomic
def reopen_with_title(*, honour: Honour, on: date, by: User) -> None:
    """A title that stands again is looked at for what its end had closed, and for what would have
    asked for it meanwhile: a year's assessment, an incident found to count."""
    closed = honour.rereviews.filter(decision__in=(Decision.REVOKE, Decision.VOID))
    subjects = [(honour, {"cause": r.cause, "about": _about(r), "note": r.note}) for r in closed]
    closed.update(**_OPEN_ANEW)
    audit.record_many(verb="rereview_reopened", subjects=subjects, by=by)
    known = honour.rereviews.exclude(incident=None).values("incident")
    meanwhile = counting_against_title(honour).exclude(pk__in=known)
    _open([(honour, _late(incident)) for incident in meanwhile], by)
    latest = Cycle.objects.assessed().order_by("-year").first()
    if latest and honour.level == Level.COUNTY:
        open_yearly(cycle=latest, on=on, by=by)


def _open(wanted: list[tuple[Honour, dict[str, Any]]], by: User) -> list[ReReview]:
    """What is not open yet for the same cause."""
    honours = [honour for honour, _ in wanted]
    unfinished = ReReview.objects.unfinished().filter(honour__in=honours)
    there = set(unfinished.values_list("honour", "cause", "incident"))
    new = [
        ReReview(honour=honour, opened_on=today(), **fields)
        for honour, fields in wanted
        if (honour.pk, fields["cause"], _pk(fields.get("incident"))) not in there
    ]
    ReReview.objects.bulk_create(new)
    subjects = [(r.honour, {"cause": r.cause, "about": _about(r)}) for r in new]
    audit.record_many(verb="rereview_opened", subjects=subjects, by=by)
    return new


def _touched(incidents: list[Incident]) -> list[tuple[Honour, Incident]]:
    """The standing county titles of whose period each is; two queries for each year of theirs,
    however many there are. A file of old records may bring very many that no title rests on."""
    touched = []
    for cycle in Cycle.objects.awarded().order_by("year"):
        if of_period := [i for i in incidents if cycle.has(i.occurred_on)]:
            touched += _touched_in(cycle, of_period)
    return touched


def _touched_in(cycle: Cycle, incidents: list[Incident]) -> list[tuple[Honour, Incident]]:
    borne_on = borne_on_in(cycle, incidents)
    places = {place for places in borne_on.values() for place in places}
    titles = cycle.honours.standing().filter(community__in=places).select_for_update(of=["self"])
    of_place = {honour.community_id: honour for honour in titles}
    return [
        (of_place[place], incident)
        for incident in incidents
        for place in borne_on[incident.pk]
        if place in of_place
    ]


def _late(incident: Incident) -> dict[str, Any]:
    return {"cause": Cause.LATE_DETERMINATION, "incident": incident}


def _without_first_companies(
    honours: list[Honour], changes: Collection[CompanyChange]
) -> list[Honour]:
    first = {change.community.pk for change in changes if change.former is None}
    looked_at = ReReview.objects.filter(honour__in=honours, cause=Cause.COMPANY_CHANGE)
    had_one = set(looked_at.values_list("honour", flat=True))
    return [h for h in honours if h.community_id not in first or h.pk in had_one]


def _ground(change: CompanyChange) -> str:
    """As it was on that day: others may be added to it."""
    former, new = change.former, change.new
    if former and new:
        return f"物业企业由“{former.name}”变更为“{new.name}”。"
    if former:
        return f"物业企业“{former.name}”退出，当时没有登记新的。"
    return f"没有登记物业企业之后，由“{new.name if new else ''}”接手。"


# What was told first goes where there is no room for all of it.
_MOST_GROUND = ReReview.ground.field.max_length or 0


def _tell_more(honours: list[Honour], grounds: dict[int, str]) -> set[int]:
    """Of the titles whose change of company is looked at already: add this one. Returns them."""
    open_ones = ReReview.objects.unfinished().filter(honour__in=honours, cause=Cause.COMPANY_CHANGE)
    found = list(open_ones.select_related("honour"))
    for rereview in found:
        more = f"{rereview.ground}{grounds[rereview.honour.community_id]}"
        rereview.ground = more[-_MOST_GROUND:]
    ReReview.objects.bulk_update(found, ["ground"])
    return {rereview.honour_id for rereview in found}


def _open_again(cycle: Cycle) -> int:
    kept = cycle.rereviews.filter(
        decision=Decision.KEEP, note="", honour__state=HonourState.STANDING
    )
    # Most years are assessed before any is kept, and to put the statement below together takes
    # longer than to judge a hundred places.
    if not kept.exists():
        return 0
    clean = cycle.rereviews.with_facts().clean()
    return kept.exclude(pk__in=clean.values("pk")).update(**_OPEN_ANEW)


def _about(rereview: ReReview) -> str:
    return rereview.incident.number if rereview.incident else rereview.ground


def _pk(thing: PropertyCompany | None) -> int | None:
    return thing.pk if thing else None
