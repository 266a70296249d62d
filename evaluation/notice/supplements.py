"""补充公示: who came right after the list of a year was fixed, and what kept others off."""

from datetime import date

from communities.models import Community
from evaluation.notice.models import NoticeEntry, Objection
from evaluation.streaks.models import Honour, Level
from evaluation.year.assessment import qualifying
from evaluation.year.models import Cycle, Verdict, VerdictQuerySet
from evaluation.year.queries import verdicts_with_findings


def came_right(cycle: Cycle, on: date) -> list[Verdict]:
    """Who would qualify if assessed on that day and is on no list that is to be named or was, as
    verdicts that are not saved, in the order of a list. Two queries, whatever the county's size."""
    verdicts = qualifying(cycle, on, _not_listed(cycle))
    return sorted(verdicts, key=lambda v: (v.township_code, v.kind != "compound", v.code))


def to_be_listed(cycle: Cycle, right_by: date | None) -> list[Verdict]:
    """Whom the year's notice would list, in its order: who is pending or incomplete is not on it,
    nor who is withheld (N 3(2)). On a supplementary one, who came `right_by` that day."""
    if right_by:
        return came_right(cycle, right_by)
    return list(cycle.verdicts.nameable().in_print_order())


def held_back(cycle: Cycle) -> VerdictQuerySet:
    """Withheld, and nobody has cleared it: they are named when that is done."""
    return cycle.verdicts.withheld().filter(cleared_reason="").order_by("township_code", "code")


def verdicts_before(cycle: Cycle, verdicts: list[Verdict]) -> dict[int, Verdict]:
    """Community → the verdict that stands there so far, with its findings."""
    places = [verdict.community_id for verdict in verdicts]
    standing = verdicts_with_findings(cycle.verdicts.filter(community__in=places))
    return {verdict.community_id: verdict for verdict in standing}


def _not_listed(cycle: Cycle) -> list[int]:
    """Where an objection was upheld a second answer comes first."""
    listed = NoticeEntry.objects.live().kept().filter(notice__cycle=cycle).order_by()
    upheld = Objection.objects.upheld().of(cycle).exclude(entry=None).order_by()
    titled = Honour.objects.at(Level.COUNTY).in_year(cycle.year).order_by()
    places = Community.objects.filter(closed_on=None).exclude(
        pk__in=listed.values("verdict__community")
    )
    places = places.exclude(pk__in=upheld.values("entry__verdict__community"))
    places = places.exclude(pk__in=held_back(cycle).order_by().values("community"))
    return list(places.exclude(pk__in=titled.values("community")).values_list("pk", flat=True))
