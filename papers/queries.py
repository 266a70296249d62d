"""Reads: the words that hold, what can be made and what to know before, what was made."""

from dataclasses import dataclass

from accounts.models import User
from evaluation.models import Cycle
from evaluation.states import UNFROZEN
from evaluation.year.models import CycleQuerySet
from papers.kinds import KINDS, PaperKind, Subject
from papers.kinds.base import Words
from papers.models import Paper, Wording


def words_of(kind: PaperKind) -> Words:
    """As the office has them, or as they ship."""
    own = dict(Wording.objects.own().filter(kind=kind.name).values_list("part", "body"))
    return Words(**{part: own.get(part, default) for part, default in vars(kind.words).items()})


@dataclass(frozen=True)
class Offer:
    """A kind in one year: what it can be made about, for how many of these it was, and whether
    this person may have it made."""

    kind: PaperKind
    subjects: list[Subject]
    made: int
    may_make: bool


def offers(cycle: Cycle, user: User) -> list[Offer]:
    made = Paper.objects.made().filter(cycle=cycle).order_by()
    about: dict[str, set[str]] = {}
    for name, key in made.values_list("kind", "about").distinct():
        about.setdefault(name, set()).add(key)
    return [_offer(kind, cycle, about.get(kind.name, set()), user) for kind in KINDS.values()]


def year_to_show(cycles: CycleQuerySet) -> Cycle | None:
    """The latest year of which papers may be made; where there is none, the latest."""
    return cycles.exclude(state__in=UNFROZEN).order_by("-year").first() or cycles.first()


def cautions(kind: PaperKind, cycle: Cycle) -> list[str]:
    """What to know before one is made: what it will lack, and what is not settled yet."""
    unsigned = bool(kind.words) and not cycle.issuer and "{命名单位}" in words_of(kind).signature
    lacks = ["这一年度没有填命名单位，Word 版上留有“发文单位待填”。"] if unsigned else []
    return [*lacks, *kind.cautions(cycle)]


def _offer(kind: PaperKind, cycle: Cycle, made: set[str], user: User) -> Offer:
    subjects = kind.subjects(cycle)
    count = sum(subject.key in made for subject in subjects)
    return Offer(kind, subjects, count, may_make=kind.may_be_made_by(user))
