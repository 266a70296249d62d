"""The monthly return."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from communities.models import Station
from incidents.models import Incident, MonthlyReturn
from incidents.months import last_over
from wufaan.clock import today
from wufaan.errors import DomainError


@transaction.atomic
def sign_return(
    *, station: Station, month: date, seen: int | None = None, by: User
) -> MonthlyReturn:
    """A station states what is on record for a month that is over (N 3(2): assessed by year, so
    every month must be accounted for). Signing again is refused; so is signing for another
    number of incidents than was `seen`."""
    month = month.replace(day=1)
    if month > last_over(today()):
        raise DomainError(f"{month:%Y年%m月}还没有结束，月底之后再签报。")
    on_record = Incident.objects.of_month(station, month).count()
    if seen is not None and seen != on_record:
        raise DomainError(
            f"您打开这一页之后有新的变动，现在登记 {on_record} 件（原来 {seen} 件），请核对后再签。"
        )
    signed, created = MonthlyReturn.objects.get_or_create(
        station=station, month=month, defaults={"incident_count": on_record, "signed_by": by}
    )
    if not created:
        raise DomainError(f"{station.name}{month:%Y年%m月}已经签报过，不能重复签报。")
    data = {"month": month, "incidents": on_record}
    audit.record(verb="return_signed", subject=signed, by=by, data=data)
    return signed
