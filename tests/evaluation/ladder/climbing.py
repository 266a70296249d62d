"""What makes places climb, and fall."""

from datetime import date

from accounts.models import User
from communities.models import Community
from evaluation import actions
from evaluation.models import Honour, Level, Nomination

UP = {Level.MUNICIPAL: (3, 18), Level.PROVINCIAL: (6, 20)}


def named(place: Community, level: Level, year: int, by: User) -> Honour:
    (honour,) = actions.record_results(
        communities=[place],
        level=level,
        year=year,
        document_number=f"上级〔{year + 1}〕1号",
        granted_on=date(year + 1, *UP[level]),
        by=by,
    )
    return honour


def nomination(level=Level.MUNICIPAL, year=2024) -> Nomination:
    return Nomination.objects.get(level=level, year=year)


def open_ones() -> list[tuple[str, int]]:
    return list(Nomination.objects.open().order_by("level", "year").values_list("level", "year"))


def lose(year: int, by: User, level=Level.COUNTY, action=actions.revoke) -> Honour:
    honour = Honour.objects.get(level=level, year=year)
    return action(honour=honour, reason="复核查明漏报", on=date(2026, 3, 1), by=by)
