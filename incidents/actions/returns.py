"""The monthly return."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from communities.models import Station
from incidents.models import Incident, MonthlyReturn
from incidents.obstacles import of_signing
from wufaan.clock import today
from wufaan.database import one_at_a_time
from wufaan.errors import DomainError
from wufaan.obstacles import refuse


@transaction.atomic
def sign_return(
    *, station: Station, month: date, seen: int | None = None, by: User
) -> MonthlyReturn:
    """A station states what is on record for a month that is over (N 3(2): assessed by year, so
    every month must be accounted for). Signing again is refused; so is signing for another
    number of incidents than was `seen`."""
    month = month.replace(day=1)
    one_at_a_time(f"return {station.pk} {month}")
    refuse(of_signing(station, month, today()))
    on_record = Incident.objects.of_month(station, month).count()
    if seen is not None and seen != on_record:
        raise DomainError(
            f"您打开这一页之后有新的变动，现在登记 {on_record} 件（原来 {seen} 件），请核对后再签。"
        )
    signed = MonthlyReturn.objects.create(
        station=station, month=month, incident_count=on_record, signed_by=by
    )
    data = {"month": month, "incidents": on_record}
    audit.record(verb="return_signed", subject=signed, by=by, data=data)
    return signed
