"""The programme's years, each run as the office would have run it: 2020 to 2025 to the public
list, 2026 to its notice."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings

from communities.models import Community, CommunityKind
from demo import accounts, objections, reports, rereviews
from demo.incidents import SEED, Invented
from evaluation import actions
from evaluation.models import Cycle, Verdict
from evaluation.notice.basis import missing_below
from evaluation.notice.models import Notice
from evaluation.notice.supplements import to_be_listed
from evaluation.year.calendar import is_working_day, last_working_day
from evaluation.year.queries import calendar_exceptions
from wufaan.clock import today

PAST = range(2020, 2026)
CURRENT = 2026
CHANNELS = "来信、来电、来访：领导小组办公室（演示数据，没有真实的联系方式）"
BASIS = "演示数据，没有真实的批准文件"
WITHHELD = ["物业与业主委员会交接未完，整改后再议。", "监控设备验收未通过，待整改。"]
# The incidents of the current year that the office has not got round to.
UNDETERMINED = 8


def run_past(year: int, invented: Sequence[Invented]) -> Cycle:
    """To the public list, every step on the day on which it would have been taken."""
    cycle = _open(year)
    rng = random.Random(SEED + year)
    reports.bring_in(cycle, _of_period(cycle, invented))
    reports.look_again(cycle, rng)
    _assess(cycle, rng, on=date(year, 11, 1))
    rereviews.of_past(cycle)
    notice = _notice(cycle, starts_on=_working_day_from(date(year, 11, 3)))
    approved_on = _working_day_from(notice.ends_on + timedelta(days=1))
    objections.of_past(cycle, answered_on=notice.ends_on)
    actions.approve(cycle=cycle, on=approved_on, by=accounts.leading())
    return actions.publish(cycle=cycle, on=approved_on + timedelta(days=7), by=accounts.office())


def run_current(invented: Sequence[Invented]) -> Cycle:
    """To a notice that began on the last working day before today, whatever today is. Before
    November the demo's year is cut short for that."""
    starts_on = _working_day_before(today())
    cycle = _open(CURRENT)
    ends_on = min(cycle.ends_on, starts_on - timedelta(days=1))
    cycle = actions.configure(cycle=cycle, ends_on=ends_on, by=accounts.office())
    rng = random.Random(SEED + CURRENT)
    of_period = _of_period(cycle, invented)
    reports.bring_in(cycle, of_period[:-UNDETERMINED])
    reports.report_one_by_one(of_period[-UNDETERMINED:])
    reports.look_again(cycle, rng)
    _assess(cycle, rng, on=starts_on)
    rereviews.of_current(cycle)
    _notice(cycle, starts_on=starts_on)
    objections.of_current(cycle)
    return cycle


def _open(year: int) -> Cycle:
    cycle = actions.open_cycle(year=year, by=accounts.office())
    issuer = f"{settings.COUNTY_NAME or '演示县'}创建工作领导小组（演示）"
    return actions.configure(cycle=cycle, issuer=issuer, approval_basis=BASIS, by=accounts.office())


def _of_period(cycle: Cycle, invented: Sequence[Invented]) -> list[Invented]:
    """Without those invented for a compound that had merged by then."""
    closed = dict(Community.objects.exclude(closed_on=None).values_list("code", "closed_on"))
    return [
        i
        for i in invented
        if cycle.starts_on <= i.occurred_on <= cycle.ends_on
        and i.occurred_on < (closed.get(i.community_code) or date.max)
    ]


def _assess(cycle: Cycle, rng: random.Random, *, on: date) -> None:
    """Returns, satisfaction, assessment, and what the office then decides."""
    reports.sign_returns(cycle, rng)
    _survey(cycle, rng)
    actions.assess(cycle=cycle, on=on, by=accounts.office())
    _withhold(cycle)
    _choose_exemplars(cycle, rng)


def _survey(cycle: Cycle, rng: random.Random) -> None:
    """Most are asked, and most of those asked are content."""
    surveys = []
    for community in Community.objects.existing_on(cycle.ends_on).order_by("code"):
        respondents = rng.randint(30, 120)
        content = min(1.0, rng.gauss(0.955, 0.03))
        if rng.random() < 0.95:
            surveys.append((community, respondents, int(respondents * content)))
    actions.record_surveys(cycle=cycle, surveys=surveys, by=accounts.office())


def _withhold(cycle: Cycle) -> None:
    """The last compounds on the list: nothing doubtful is told of a real place."""
    compounds = cycle.verdicts.nameable().filter(kind=CommunityKind.COMPOUND).order_by("-code")
    for verdict, reason in zip(compounds[: len(WITHHELD)], WITHHELD, strict=True):
        actions.withhold(verdict=verdict, reason=reason, by=accounts.office())


def _choose_exemplars(cycle: Cycle, rng: random.Random) -> None:
    nameable: list[Verdict] = list(cycle.verdicts.nameable().order_by("code"))
    for verdict in rng.sample(nameable, len(nameable) * cycle.exemplar_percent // 100):
        actions.mark_exemplar(verdict=verdict, exemplar=True, by=accounts.office())


def _notice(cycle: Cycle, *, starts_on: date) -> Notice:
    for missing in missing_below(cycle, to_be_listed(cycle, None), starts_on, supplement=False):
        actions.acknowledge(cycle=cycle, gap=missing.gap, on=starts_on, by=accounts.office())
    return actions.publish_notice(
        cycle=cycle,
        number=f"演示公示〔{cycle.year}〕1号",
        title=f"{cycle.year}年度拟命名“无发案小区”“无发案村社”公示",
        channels=CHANNELS,
        starts_on=starts_on,
        on=starts_on,
        by=accounts.office(),
    )


def _working_day_from(day: date) -> date:
    return last_working_day(day, 1, calendar_exceptions())


def _working_day_before(day: date) -> date:
    exceptions = calendar_exceptions()
    day -= timedelta(days=1)
    while not is_working_day(day, exceptions):
        day -= timedelta(days=1)
    return day
