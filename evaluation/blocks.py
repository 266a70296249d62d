"""What stands between a year and its next step, each with the page where it is put right. That
time must pass first is told by presenters.next_step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.permissions import Permission
from evaluation.calendar import years_unknown
from evaluation.models import Cycle, Notice
from evaluation.presenters import (
    MISFIT,
    doubts_about_period,
    in_words,
    late_in_words,
    late_of,
    misfits,
    warnings,
)
from evaluation.progress import MissingReturns, Waiting, missing_returns
from evaluation.queries import earlier_year_not_over, knows_holidays_of
from evaluation.rules import Policy
from evaluation.workflow import State


@dataclass(frozen=True)
class Block:
    """`stops` where the step cannot be taken; otherwise it costs some communities their place,
    or is only said. Without `url` nothing can be done about it here, or not by this person."""

    text: str
    stops: bool = False
    link: str = ""
    url: str = ""


def blocks(cycle: Cycle, user, waiting: Waiting, today: date) -> list[Block]:
    match State(cycle.state):
        case State.OPEN:
            return [
                *_doubts(cycle, user),
                *_undetermined(user, waiting),
                *_missing(cycle, waiting.missing),
                *_texts(cycle, user),
                *_calendar(cycle, user),
            ]
        case State.ASSESSED:
            return [
                *_period(cycle, today),
                *_doubts(cycle, user),
                *_undetermined(user, waiting),
                *_missing(cycle, waiting.missing),
                *_texts(cycle, user),
                *_calendar(cycle, user),
            ]
        case State.NOTICED:
            return [*_late(cycle, user), *_objections(waiting, user), *_texts(cycle, user)]
        case State.SENT_BACK:
            return [
                *_sent_back(cycle, user),
                *_late(cycle, user),
                *_objections(waiting, user),
            ]
    return []


def not_set_up(user, today: date) -> list[Block]:
    """From its November on, while nobody and no schedule has set the year up."""
    if today.month < 11 or Cycle.objects.filter(year=today.year).exists():
        return []
    url = reverse("cycle-open") if user.can(Permission.RUN_CYCLE) else ""
    return [Block(f"{today.year} 年度还没有建立。", link="去建立", url=url)]


def beside_the_results(cycle: Cycle, user) -> list[Block]:
    """What the page of the year does not say elsewhere."""
    match State(cycle.state):
        case State.OPEN | State.ASSESSED:
            return _doubts(cycle, user)
        case State.SENT_BACK:
            return _sent_back(cycle, user)
    return []


def _doubts(cycle: Cycle, user) -> list[Block]:
    """What is allowed and hardly meant."""
    url = reverse("cycle-settings", args=[cycle.year]) if user.can(Permission.RUN_CYCLE) else ""
    found = [Block(told, link="去改", url=url) for told in doubts_about_period(cycle)]
    if before := earlier_year_not_over(cycle):
        text = f"{before.year} 年度{before.get_state_display()}，还没有公布。一般先办完上一年度。"
        found.append(Block(text, link="去看", url=reverse("cycle", args=[before.year])))
    return found


def _period(cycle: Cycle, today: date) -> list[Block]:
    if today > cycle.ends_on:
        return []
    return [Block(f"评选期到{in_words(cycle.ends_on)}才满，之后才能公示。", stops=True)]


def _undetermined(user, waiting: Waiting) -> list[Block]:
    if not waiting.undetermined_of_year:
        return []
    text = (
        f"本年度还有 {waiting.undetermined_of_year} 件案（事）件没有认定，"
        "所在的小区、村社不能列入公示。"
    )
    name = "queue" if user.can(Permission.DETERMINE) else "incidents"
    return [Block(text, link="去认定" if name == "queue" else "去看", url=reverse(name))]


def _missing(cycle: Cycle, missing: list[MissingReturns], page: str = "") -> list[Block]:
    """`page` has the list of them, this one where it is blank."""
    count = sum(len(station.months) for station in missing)
    if not count or cycle.returns_policy == Policy.IGNORE:
        return []
    what = "辖区不能列入公示" if cycle.returns_policy == Policy.REQUIRED else "公示前请催报"
    text = f"还缺 {count} 份零报告，{what}。"
    return [Block(text, link="看缺哪些", url=f"{page}#missing-returns")]


def _texts(cycle: Cycle, user) -> list[Block]:
    may = user.can(Permission.RUN_CYCLE) and cycle.state in (State.OPEN, State.ASSESSED)
    url = reverse("cycle-settings", args=[cycle.year]) if may else ""
    return [Block(text, link="去填写", url=url) for text in warnings(cycle)]


def of_notice(notice: Notice, user, exceptions: Mapping[date, bool], today: date) -> list[Block]:
    """What is blank or doubtful about a notice, drafted or published."""
    cycle, drafted = notice.cycle, notice.pk is None
    found = [Block(text) for text in warnings(notice)] if not drafted else _texts(cycle, user)
    if not drafted and misfits(notice):
        found.insert(0, Block(MISFIT.format(what="批准或公布"), stops=True))
    draft = reverse("notice-draft", args=[cycle.year]) if drafted else ""
    if not notice.number:
        found.append(Block("没有公示编号。", link="去填写", url=draft))
    for year in years_unknown(notice.starts_on, notice.ends_on, exceptions):
        text = f"节假日表没有录全 {year} 年的安排，没有录的日子只按周一至周五计算，请自行核对。"
        url = f"{reverse('holidays')}?year={year}"
        found.append(Block(text, link="去录入", url=url if drafted else ""))
    if drafted and notice.starts_on < today:
        text = f"公示自 {notice.starts_on}，已经过去，不能发布。请改成今天或者以后。"
        found.append(Block(text, stops=True, link="去改", url=draft))
    return found


def of_preview(notice: Notice, user, exceptions: Mapping[date, bool], today: date) -> list[Block]:
    """With what the other pages of the year warn of: once it is published it is too late."""
    cycle = notice.cycle
    page = f"{reverse('dashboard')}?year={cycle.year}"
    return [
        *of_notice(notice, user, exceptions, today),
        *_doubts(cycle, user),
        *_missing(cycle, missing_returns(cycle, today), page),
    ]


def _calendar(cycle: Cycle, user) -> list[Block]:
    """A year is put on notice in its own November."""
    if knows_holidays_of(cycle.year):
        return []
    text = f"节假日表还没有录全 {cycle.year} 年，没有录的日子只按周一至周五计算。"
    url = f"{reverse('holidays')}?year={cycle.year}" if user.can(Permission.RUN_CYCLE) else ""
    return [Block(text, link="去录入", url=url)]


def _late(cycle: Cycle, user) -> list[Block]:
    late = late_of(cycle)
    if not late:
        return []
    state = State(cycle.state)
    text = late_in_words(late, state)
    if state == State.SENT_BACK and user.can(Permission.RUN_CYCLE):
        url = reverse("cycle-resubmit", args=[cycle.year])
        return [Block(text, stops=True, link="去暂缓", url=url)]
    url = reverse("cycle-approve", args=[cycle.year])
    return [Block(text, stops=True, link="看报批材料", url=url)]


def _objections(waiting: Waiting, user) -> list[Block]:
    if not waiting.objections:
        return []
    text = f"还有 {waiting.objections} 件异议没有答复，由办公室答复之后才能批准。"
    link = "去答复" if user.can(Permission.HANDLE_OBJECTIONS) else "去看"
    return [Block(text, stops=True, link=link, url=reverse("objections"))]


def _sent_back(cycle: Cycle, user) -> list[Block]:
    step = cycle.steps.filter(verb="send_back").last()
    may = user.can(Permission.RUN_CYCLE)
    url = reverse("cycle-resubmit", args=[cycle.year]) if may else ""
    return [Block(f"领导小组退回：{step.reason}", stops=True, link="复核后报请批准", url=url)]
