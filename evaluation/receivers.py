"""What is answered to the apps below, and what follows from what happens there or here. Everything
is in the transaction of its cause."""

from datetime import date

from django.dispatch import receiver

from accounts.models import User
from communities.models import Community, Station
from communities.signals import (
    CompanyChange,
    cases_taken_over,
    closing_asked,
    closing_checked,
    community_closed,
    companies_changed,
    station_closing_checked,
)
from evaluation.ladder import actions as ladder
from evaluation.ladder.models import Reinstatement
from evaluation.ladder.queries import counting_against
from evaluation.ladder.signals import honour_ended, honour_reinstated
from evaluation.notice import actions as notice
from evaluation.notice.closing import check_not_titled_after, told_on_closing
from evaluation.notice.consequences import consequences, on_notice
from evaluation.notice.inquiries import of_station_closing
from evaluation.notice.signals import honours_granted
from evaluation.streaks.models import Honour
from evaluation.year.models import Cycle
from evaluation.year.signals import assessed
from incidents.consequences import Consequences, consequences_asked, on_notice_asked
from incidents.models import Determination, Incident, IncidentQuerySet
from incidents.returns import months_asked
from incidents.signals import determined
from wufaan.clock import today
from wufaan.obstacles import refuse


@receiver(consequences_asked)
def tell_consequences(
    sender: object, *, incident: Incident, **_kwargs: object
) -> Consequences | None:
    return consequences(incident)


@receiver(on_notice_asked)
def tell_what_is_on_notice(
    sender: object, *, incidents: IncidentQuerySet, **_kwargs: object
) -> IncidentQuerySet:
    return on_notice(incidents)


@receiver(months_asked)
def tell_months_of_undecided_years(sender: object, *, today: date, **_kwargs: object) -> list[date]:
    """The list of a year rests on all of its months, until it is approved."""
    return [month for cycle in Cycle.objects.undecided() for month in cycle.months_over(today)]


@receiver(closing_asked)
def tell_what_ends(
    sender: object, *, community: Community, on: date, **_kwargs: object
) -> list[str]:
    return told_on_closing(community, on)


@receiver(closing_checked)
def refuse_closing_before_award(
    sender: object, *, community: Community, on: date, **_kwargs: object
) -> None:
    check_not_titled_after(community, on)


@receiver(station_closing_checked)
def inquiries_have_an_answer(
    sender: object, *, station: Station, into: Station | None, **_kwargs: object
) -> None:
    """Whoever takes over a station replies for it."""
    refuse(() if into else of_station_closing(station))


@receiver(determined)
def review_late(
    sender: object, *, determinations: list[Determination], by: User, **_kwargs: object
) -> None:
    ladder.open_late(incidents=[d.incident for d in determinations if d.counts], by=by)


@receiver(assessed)
def follow_the_assessment(
    sender: object, *, cycle: Cycle, on: date, by: User, **_kwargs: object
) -> None:
    """What closed meanwhile is not named; every holder's title is looked at again (N 3(4))."""
    notice.withhold_closed_in(cycle=cycle, by=by)
    ladder.open_yearly(cycle=cycle, on=on, by=by)


@receiver(honours_granted)
def review_what_was_found_meanwhile(
    sender: object, *, cycle: Cycle, by: User, **_kwargs: object
) -> None:
    """An incident found to count between notice and approval changed no verdict. Where a later year
    was assessed already, what is granted only now is looked at in it too."""
    ladder.open_late(incidents=counting_against(cycle), by=by)
    for later in Cycle.objects.assessed().filter(year__gt=cycle.year).order_by("year"):
        ladder.open_yearly(cycle=later, on=today(), by=by)


@receiver(companies_changed)
def review_for_company(
    sender: object, *, changes: list[CompanyChange], by: User, **_kwargs: object
) -> None:
    ladder.open_for_company(changes=changes, by=by)


@receiver(honour_ended)
def close_reviews(sender: object, *, honour: Honour, on: date, by: User, **_kwargs: object) -> None:
    ladder.close_with_title(honour=honour, on=on, by=by)


@receiver(honour_reinstated)
def look_again(
    sender: object, *, reinstatement: Reinstatement, on: date, by: User, **_kwargs: object
) -> None:
    ladder.reopen_with_title(honour=reinstatement.honour, on=on, by=by)


@receiver(cases_taken_over)
def review_what_was_taken_over(
    sender: object, *, community: Community, since: date, by: User, **_kwargs: object
) -> None:
    """On record only after a year was awarded, it changed no verdict of that year."""
    ladder.open_for_cases(community=community, since=since, by=by)


@receiver(community_closed)
def end_what_it_is_named(
    sender: object, *, community: Community, on: date, by: User, **_kwargs: object
) -> None:
    """First what is not named yet: it waits for an approval that is under way, whose titles then
    end here."""
    notice.withhold_closed(community=community, by=by)
    ladder.void_titles(community=community, on=on, by=by)
