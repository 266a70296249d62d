"""The whole demo in one transaction: all of it or nothing."""

from django.db import transaction

from accounts.models import User
from accounts.permissions import Role
from audit import actions as audit
from audit.models import Event
from communities import actions as communities
from communities.models import Community
from demo import accounts, imports, papers, registry, titles, waiting, work, years
from demo.incidents import invent
from wufaan.clock import today
from wufaan.errors import DomainError

_MARK = "demo_loaded"


def is_there() -> bool:
    """Whether this database was filled here."""
    return Event.objects.filter(verb=_MARK).exists()


@transaction.atomic
def seed() -> None:
    """Fill an empty database. Refuses any other."""
    if Community.objects.exists() or User.objects.exclude(role=Role.SYSTEM).exists():
        raise DomainError(
            "数据库里已有数据，不能再装演示数据。请换一个空的数据库"
            "（例如另设 VAR_DIR，或另建库并修改 DATABASE_URL）。"
        )
    system = User.objects.system()
    audit.record(verb=_MARK, subject=system, by=system)
    registry.load(by=system)
    accounts.load(by=system)
    _leave_one_out()
    work.load()  # what is signed of a year tells what was there by then
    invented = invent(list(Community.objects.order_by("code").values_list("code", "kind")))
    for year in years.PAST:
        titles.after(years.run_past(year, invented))
    years.run_current(invented)
    imports.bring(day=today(), by=User.objects.get(username="minjing01"))
    waiting.load()
    papers.order(years.PAST[-1])


def _leave_one_out() -> None:
    last = Community.objects.compounds().order_by("-code")[0]
    communities.exclude(community=last, reason="在建，尚未交付入住。", by=accounts.office())
