"""Where papers are ordered from: the pages of what they are about."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from evaluation.ladder.workflow import NominationState
from evaluation.models import Cycle, Nomination, Objection
from papers.kinds import approval, handover, joint, nomination, opinion, reminder, reply
from papers.kinds.base import PaperKind
from papers.models import Paper, PaperQuerySet
from papers.obstacles import of_archiving
from wufaan.links import Link, offered_on
from wufaan.obstacles import why_not


@offered_on("year")
def _papers(cycle: Cycle, user: User) -> Iterator[Link]:
    if hasattr(cycle, "notice"):
        yield Link("文稿", f"{reverse('papers')}?year={cycle.year}")
        if not why_not(of_archiving(cycle)):
            yield Link("归档包", reverse("archives", args=[cycle.year]))


@offered_on("approval")
def _approval(cycle: Cycle, user: User) -> Iterator[Link]:
    if hasattr(cycle, "notice"):
        yield from _order("制作呈批件（附签批页）…", approval.KIND, cycle.year, user)
    if opinion.subjects(cycle):
        yield from _order("制作批准意见…", opinion.KIND, cycle.year, user)


@offered_on("reminders")
def _reminders(on: date, user: User) -> Iterator[Link]:
    for cycle in Cycle.objects.order_by("-year")[:1]:
        yield from _order("做成催办提醒…", reminder.KIND, cycle.year, user)


@offered_on("plaques")
def _handover(cycle: Cycle, user: User) -> Iterator[Link]:
    yield from _order("制作移交清单…", handover.KIND, cycle.year, user)


@offered_on("nominations")
def _joint(rows: Sequence[Nomination], user: User) -> Iterator[Link]:
    """Of the latest year among those that are listed."""
    if years := [row.year for row in rows if row.state == NominationState.DUE]:
        yield from _order("制作合并请示…", joint.KIND, max(years), user)


@offered_on("submission")
def _submission(chosen: Sequence[Nomination], user: User) -> Iterator[Link]:
    """The papers with which these may go up: they fill in number, issuer and day."""
    for paper in _joint_papers(chosen).exclude(number=""):
        filled_in: dict[str, str | list[int]] = {
            "nomination": [row.pk for row in chosen],
            "document_number": paper.number,
            "issuer": paper.cycle.issuer,
            "on": paper.dated.isoformat(),
        }
        yield Link(f"随合并请示{paper.number}上报", f"?{urlencode(filled_in, doseq=True)}")


def _joint_papers(rows: Sequence[Nomination]) -> PaperQuerySet:
    """Those that put forward all of these, the latest of each number."""
    made = Paper.objects.made().filter(kind=joint.KIND.name).holding(row.pk for row in rows)
    latest = made.select_related("cycle").order_by("number", "-pk").distinct("number")
    return latest if rows else latest.none()


@offered_on("nomination")
def _nomination(of: Nomination, user: User) -> Iterator[Link]:
    for paper in _joint_papers([of]):
        label = f"看合并请示{paper.number}"
        yield Link(label, reverse("paper-file", args=[paper.pk, "pdf"]))
    if of.state != NominationState.WITHDRAWN:
        yield from _order("制作上报材料…", nomination.KIND, of.year, user, of.reference)


@offered_on("objection")
def _reply(of: Objection, user: User) -> Iterator[Link]:
    yield from _order("制作答复函…", reply.KIND, of.notice.cycle.year, user, of.reference)


def _order(label: str, kind: PaperKind, year: int, user: User, about: str = "") -> Iterator[Link]:
    if kind.may_be_made_by(user):
        query = f"?{urlencode({'about': about})}" if about else ""
        yield Link(label, reverse("paper-order", args=[year, kind.name]) + query)
