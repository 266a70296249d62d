"""The papers of the last year that is over, as the office ordered them; the worker makes them."""

from datetime import date
from uuid import UUID

from demo import accounts
from evaluation.models import Cycle
from papers import actions
from papers.kinds import KINDS


def order(year: int) -> None:
    cycle = Cycle.objects.get(year=year)
    number = 1
    for position, name in enumerate(("briefing", "township", "company"), 1):
        kind = KINDS[name]
        abouts = [subject.key for subject in kind.subjects(cycle)]
        actions.order(
            kind=kind,
            cycle=cycle,
            abouts=abouts,
            number=f"演示〔{year}〕{number}号",
            dated=date(year, 12, 1),
            key=UUID(int=position),
            by=accounts.office(),
        )
        number += len(abouts)
