"""Where papers are ordered from: the pages of what they are about."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from evaluation.ladder.workflow import NominationState
from evaluation.models import Cycle, Nomination, Objection
from papers.kinds import approval, handover, nomination, opinion, reply
from papers.kinds.base import PaperKind
from wufaan.links import Link, offered_on


@offered_on("year")
def _papers(cycle: Cycle, user: User) -> Iterator[Link]:
    if hasattr(cycle, "notice"):
        yield Link("文稿", f"{reverse('papers')}?year={cycle.year}")


@offered_on("approval")
def _approval(cycle: Cycle, user: User) -> Iterator[Link]:
    if hasattr(cycle, "notice"):
        yield from _order("制作呈批件（附签批页）…", approval.KIND, cycle.year, user)
    if opinion.subjects(cycle):
        yield from _order("制作批准意见…", opinion.KIND, cycle.year, user)


@offered_on("plaques")
def _handover(cycle: Cycle, user: User) -> Iterator[Link]:
    yield from _order("制作移交清单…", handover.KIND, cycle.year, user)


@offered_on("nomination")
def _nomination(of: Nomination, user: User) -> Iterator[Link]:
    if of.state != NominationState.WITHDRAWN:
        yield from _order("制作上报材料…", nomination.KIND, of.year, user, of.reference)


@offered_on("objection")
def _reply(of: Objection, user: User) -> Iterator[Link]:
    yield from _order("制作答复函…", reply.KIND, of.notice.cycle.year, user, of.reference)


def _order(label: str, kind: PaperKind, year: int, user: User, about: str = "") -> Iterator[Link]:
    if kind.may_be_made_by(user):
        query = f"?{urlencode({'about': about})}" if about else ""
        yield Link(label, reverse("paper-order", args=[year, kind.name]) + query)
