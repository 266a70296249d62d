"""认定的变动: findings that depart from what the rules proposed, or from what they were when the
year was assessed or its list was fixed. Whoever approves reads why and by whom."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from evaluation.notice.models import Notice
from evaluation.notice.queries import published_at
from evaluation.year.models import Cycle
from evaluation.year.queries import incidents_of_period
from incidents.models import Determination, Incident, IncidentQuerySet
from incidents.queries import with_findings
from wufaan.normalise import joined

# By name, the latest first.
Moments = dict[str, datetime]


@dataclass(frozen=True)
class Departure:
    """An incident with the finding that stands, and from what that departs."""

    incident: Incident
    finding: Determination
    told: str


def departures(
    cycle: Cycle, supplement: Notice | None = None, until: datetime | None = None
) -> list[Departure]:
    """Of all incidents of the year, or of the places of a supplementary notice, as it was known at
    a moment; today where none is given. In the order of their numbers. The same few queries
    however many there are."""
    incidents, moments = _looked_at(cycle, supplement), _moments(cycle, supplement)
    overruled = Determination.objects.filter(incident=OuterRef("pk")).overruling()
    again = Q(times_found__gt=1)
    doubtful = incidents.annotate(times_found=Count("determinations"))
    doubtful = with_findings(doubtful.filter(again | Exists(overruled)).order_by("number"))
    found = (_departure(incident, moments, until) for incident in doubtful)
    return [departure for departure in found if departure]


def _looked_at(cycle: Cycle, supplement: Notice | None) -> IncidentQuerySet:
    if supplement:
        return incidents_of_period(
            cycle, supplement.entries.order_by().values("verdict__community")
        )
    return Incident.objects.on_record().occurred_between(cycle.starts_on, cycle.ends_on)


def _moments(cycle: Cycle, supplement: Notice | None) -> Moments:
    first = cycle.steps.filter(verb="assess", on__gt=cycle.ends_on).first()
    notice = supplement or getattr(cycle, "notice", None)
    published = {"公示之后": published_at(notice)} if notice else {}
    return published | ({"评估之后": first.at} if first else {})


def _departure(incident: Incident, moments: Moments, until: datetime | None) -> Departure | None:
    found = [each for each in incident.found if not until or each.at <= until]
    if not found:
        return None
    *_, stands = found
    changed = (_changed(found, when, moment) for when, moment in moments.items())
    told = ["与系统建议不同"] if stands.overrules else []
    told += [next(filter(None, changed), "")]
    return Departure(incident, stands, joined(filter(None, told))) if any(told) else None


def _changed(found: list[Determination], when: str, moment: datetime) -> str:
    """Blank where it was found the same way at that moment, or not at all."""
    before = [each.found_as for each in found if each.at <= moment]
    return f"{when}改过，原来{before[-1]}" if before and before[-1] != found[-1].found_as else ""
