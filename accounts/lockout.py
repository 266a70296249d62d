"""A sign-in that keeps failing is locked out for a while: a name from one address soon, a name
from wherever it is tried later. Names nobody has are treated alike, so that nothing can be
learned from it, and an address alone never counts: a whole station sits behind one."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import User
from audit import actions as audit

PER_NAME_AND_ADDRESS = settings.AXES_FAILURE_LIMIT
# Four times as many, or whoever knows a name could keep its owner out from elsewhere as easily.
PER_NAME = 4 * PER_NAME_AND_ADDRESS


class LockOut(AxesDatabaseHandler):
    """Axes knows one limit; the failures of a name alone are counted on its scale."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        here, anywhere = (
            attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(here, anywhere * PER_NAME_AND_ADDRESS // PER_NAME)


def locked_until(usernames: Collection[str] | QuerySet[Any, Any]) -> dict[str, datetime]:
    """Those of the names (a collection or a subquery) that cannot sign in from somewhere, and
    until when: a whole minute, not too early."""
    rows = (
        AccessAttempt.objects.filter(
            username__in=usernames, attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME
        )
        .values_list("username", "ip_address")
        .order_by()
        .annotate(Sum("failures_since_start"), Max("attempt_time"))
    )
    total: Counter[str] = Counter()
    worst: Counter[str] = Counter()
    last: dict[str, datetime] = {}
    for name, _, failures, at in rows:
        total[name] += failures
        worst[name] = max(worst[name], failures)
        last[name] = max(last.get(name, at), at)
    return {
        name: _whole_minute(at + settings.AXES_COOLOFF_TIME)
        for name, at in last.items()
        if worst[name] >= PER_NAME_AND_ADDRESS or total[name] >= PER_NAME
    }


def locked_out(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, Any]
) -> HttpResponse:
    """The page that axes answers with. The same for a name that nobody has."""
    until = locked_until([credentials["username"]]).get(credentials["username"])
    return render(request, "accounts/locked_out.html", {"until": until}, status=429)


def _whole_minute(moment: datetime) -> datetime:
    """Rounded up."""
    return (moment + timedelta(minutes=1, microseconds=-1)).replace(second=0, microsecond=0)


class FailedRequest(HttpRequest):
    """With what axes has put on it."""

    axes_failures_since_start: int | None
    axes_ip_address: str


@transaction.atomic
def record(sender: object, request: FailedRequest, username: str, **kwargs: Any) -> None:
    """Once for each time; what is tried while locked out is not counted."""
    account = User.objects.filter(username=username).first()
    if account and request.axes_failures_since_start is not None:
        data = {"address": request.axes_ip_address}
        audit.record(verb="account_locked_out", subject=account, by=account, data=data)
