"""The verdict on one community, as pure functions over plain values: no database, no clock.

assessment.assess computes the same for every community at once; a test compares the two.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from communities.period import FIRST_YEAR, PROGRAMME_BEGAN, whole_period
from wufaan.errors import DomainError
from wufaan.marks import MarkedChoices, Shape, Tone


class Outcome(MarkedChoices):
    QUALIFIED = "qualified", Shape.TICK, Tone.GOOD, "达标"
    DISQUALIFIED = "disqualified", Shape.CROSS, Tone.BAD, "不达标"
    PENDING = "pending", Shape.HALF, Tone.WAITING, "待认定"
    INCOMPLETE = "incomplete", Shape.TRIANGLE, Tone.LACKING, "材料不全"
    EXCLUDED = "excluded", Shape.DASH, Tone.PAST, "不参评"


class Policy(TextChoices):
    """What a gap in returns or satisfaction does to a verdict."""

    REQUIRED = "required", "必须具备"
    FLAG = "flag", "仅提示"
    IGNORE = "ignore", "不考虑"


# Beyond that it is a slip of the finger.
LAST_YEAR = 2099

# N 1(3)3: at least 90 in 100 of those asked.
SATISFACTION_PERCENT = 90

# N 3(3): share of communities that should qualify. Targets never influence a verdict.
TARGET_PERCENT = {2020: 30, 2021: 50, 2022: 70}
EXEMPLAR_PERCENT = 10

# N 3(2): a notice runs five working days, unless the office lets it run longer.
NOTICE_DAYS = 5

# What is longer or more than these is a slip of the finger.
MOST_NOTICE_DAYS = 60
MOST_PEOPLE = 1_000_000

# An objection is answered within so many working days of its receipt, and before approval.
ANSWER_WORKING_DAYS = 10


@dataclass(frozen=True)
class Circumstances:
    """What a verdict looks at. `broken` and `undetermined` count incidents of the period, those
    rolled up from compounds included; `respondents` is None where nobody was asked."""

    takes_part: bool
    broken: int
    undetermined: int
    missing_months: int
    respondents: int | None = None
    satisfied: int | None = None


def outcome(c: Circumstances, *, returns: Policy, satisfaction: Policy) -> Outcome:
    """The first that fits: not taking part, disqualified, pending, incomplete, qualified."""
    if not c.takes_part:
        return Outcome.EXCLUDED
    if c.broken:
        return Outcome.DISQUALIFIED
    if c.undetermined:
        return Outcome.PENDING
    if returns == Policy.REQUIRED and c.missing_months:
        return Outcome.INCOMPLETE
    if satisfaction == Policy.REQUIRED and not satisfied_enough(c.respondents, c.satisfied):
        return Outcome.INCOMPLETE
    return Outcome.QUALIFIED


def satisfied_enough(respondents: int | None, satisfied: int | None) -> bool:
    """Whether at least 90 % of those asked are satisfied (N 1(3)3); False where nobody was."""
    if not respondents or satisfied is None:
        return False
    return 100 * satisfied >= SATISFACTION_PERCENT * respondents


# How many days a year's period has, give or take two months.
ABOUT_A_YEAR = range(305, 427)


def default_period(year: int) -> tuple[date, date]:
    """1 November to 31 October; the programme itself began on 1 March 2020 (N, opening)."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(f"没有 {year} 年度：年度从 {FIRST_YEAR} 到 {LAST_YEAR}。")
    first, last = whole_period(year)
    return max(first, PROGRAMME_BEGAN), last


def target_percent(year: int) -> int:
    """N 3(3); after 2022 the last target holds until the office sets another."""
    return TARGET_PERCENT.get(year, TARGET_PERCENT[max(TARGET_PERCENT)])
