"""期限: what is due in a year and when, from the readings that there are. No day is made up here:
a step that has no last day is told from the day on which it can be taken."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from communities.heads import kept_until
from evaluation.ladder.models import ReReview, ReReviewState
from evaluation.notice.models import Inquiry, Notice, NoticeDraft, Objection, ObjectionState
from evaluation.states import UNFROZEN, State
from evaluation.year.calendar import last_working_day
from evaluation.year.models import Cycle
from evaluation.year.queries import calendar_exceptions, missing_returns
from incidents.months import months_between, signed_by
from wufaan.marks import MarkedChoices, Shape, Tone
from wufaan.obstacles import Way

_DAY = timedelta(days=1)


class DeadlineState(MarkedChoices):
    OVERDUE = "overdue", Shape.TRIANGLE, Tone.LACKING, "已过期"
    NOW = "now", Shape.HALF, Tone.WAITING, "进行中"
    AHEAD = "ahead", Shape.CIRCLE, Tone.PLAIN, "还没有到"
    DONE = "done", Shape.TICK, Tone.GOOD, "已完成"


@dataclass(frozen=True)
class Page:
    """As `Way`, where the address is known."""

    link: str
    url: str


@dataclass(frozen=True)
class Deadline:
    """`key` is its own within the year, however the rest changes. Without `last` it can be done
    from `first` on. `note` says what is still lacking."""

    key: str
    what: str
    first: date
    last: date | None
    done: bool
    way: Way | Page
    note: str = ""

    def state(self, today: date) -> DeadlineState:
        if self.done:
            return DeadlineState.DONE
        if self.last and today > self.last:
            return DeadlineState.OVERDUE
        return DeadlineState.NOW if today >= self.first else DeadlineState.AHEAD

    @property
    def days(self) -> str:
        """As tables have them."""
        if self.last is None:
            return f"{self.first} 起"
        return str(self.first) if self.first == self.last else f"{self.first} 至 {self.last}"


def deadlines(cycle: Cycle, today: date) -> list[Deadline]:
    """In the order of their days. The same few queries, whatever the county's size."""
    found = [
        *_returns(cycle, today),
        *_steps(cycle, today),
        *_notices(cycle, today),
        *_answers(cycle),
        *_replies(cycle),
        *_rectifications(cycle),
    ]
    return by_day(found)


def by_day(found: Iterable[Deadline]) -> list[Deadline]:
    return sorted(found, key=lambda deadline: (deadline.last or deadline.first, deadline.key))


def _returns(cycle: Cycle, today: date) -> Iterator[Deadline]:
    missing = Counter(month for of in missing_returns(cycle, today).values() for month in of)
    for month in months_between(cycle.starts_on, cycle.ends_on):
        last = signed_by(month)
        yield Deadline(
            f"return-{month:%Y-%m}",
            f"派出所签 {month.year} 年 {month.month} 月案（事）件报告",
            last,
            last,
            today >= last.replace(day=1) and not missing[month],
            Way("看月度报告", "returns", query=f"?year={cycle.year}"),
            f"{missing[month]} 个派出所没有签" if missing[month] else "",
        )


def _steps(cycle: Cycle, today: date) -> Iterator[Deadline]:
    year, after = Way("看年度", "cycle", (cycle.year,)), cycle.ends_on + _DAY
    yield Deadline("assess", "评估", after, None, cycle.state != State.OPEN, year)
    until = kept_until(cycle.year)
    work = Way("看台账", "work", query=f"?year={cycle.year}")
    yield Deadline("work", "派出所填创建台账截止", until, until, today > until, work)
    if step := cycle.steps.filter(verb="approve").last():
        done = cycle.state == State.PUBLISHED
        yield Deadline("publish", "公布年度名单", step.on, None, done, year)


def _notices(cycle: Cycle, today: date) -> Iterator[Deadline]:
    if cycle.state in UNFROZEN:
        yield from _drafted(cycle)
    for notice in cycle.notices.live().select_related("cycle").order_by("position"):
        called = f"{notice.called} {notice.number}".strip()
        way, over = Way("看公示", "cycle-publish_notice", (notice.edition,)), notice.is_over(today)
        key = f"notice-{notice.position}"
        yield Deadline(key, called, notice.starts_on, notice.ends_on, over, way)
        yield _approval(notice, called)


def _approval(notice: Notice, called: str) -> Deadline:
    cycle = notice.cycle
    done = cycle.is_awarded if not notice.is_supplementary else notice.approved_on is not None
    way = Way("看报批材料", "cycle-approve", (notice.edition,))
    what = f"领导小组批准（{called}）"
    return Deadline(f"approve-{notice.position}", what, notice.ends_on + _DAY, None, done, way)


def _drafted(cycle: Cycle) -> Iterator[Deadline]:
    if draft := NoticeDraft.objects.open(cycle, supplement=False):
        last = last_working_day(draft.starts_on, draft.working_days, calendar_exceptions())
        way = Way("看公示稿", "cycle-publish_notice", (cycle.year,))
        yield Deadline("draft", "公示（按公示稿）", draft.starts_on, last, False, way)


def _answers(cycle: Cycle) -> Iterator[Deadline]:
    unanswered = Count("pk", filter=Q(state=ObjectionState.RECEIVED))
    of_year = Objection.objects.of(cycle).order_by().values_list("due_on")
    way = Way("看异议", "objections")
    for day, count, left in of_year.annotate(Count("pk"), left=unanswered):
        note = f"{left} 件没有答复" if left else ""
        yield Deadline(f"answers-{day}", f"答复异议 {count} 件", day, day, not left, way, note)


def _replies(cycle: Cycle) -> Iterator[Deadline]:
    """Of stations, to what the office asked about objections."""
    of_year = Inquiry.objects.filter(objection__notice__cycle=cycle).order_by()
    waiting = Q(replied_at=None, objection__state=ObjectionState.RECEIVED)
    rows = of_year.values_list("due_on").annotate(Count("pk"), left=Count("pk", filter=waiting))
    way = Way("看异议", "objections")
    for day, count, left in rows:
        note = f"{left} 件没有回复" if left else ""
        what = f"派出所回复请核实的情况 {count} 件"
        yield Deadline(f"replies-{day}", what, day, day, not left, way, note)


def _rectifications(cycle: Cycle) -> Iterator[Deadline]:
    """Of the re-reviews that the year asked for, or that began in its period."""
    in_period = Q(cycle=None, opened_on__range=(cycle.starts_on, cycle.ends_on))
    of_year = ReReview.objects.filter(Q(cycle=cycle) | in_period, due_on__isnull=False)
    under_way = Count("pk", filter=Q(state=ReReviewState.RECTIFYING))
    rows = of_year.order_by().values_list("due_on").annotate(Count("pk"), left=under_way)
    way = Way("看复核", "rereviews", query=f"?state={ReReviewState.RECTIFYING.value}")
    for day, count, left in rows:
        note = f"{left} 个还在整改" if left else ""
        yield Deadline(f"rectify-{day}", f"限期整改 {count} 个到期", day, day, not left, way, note)
