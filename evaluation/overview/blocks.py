"""What stands between a year and its next step, each with the page where it is put right. That
time must pass first is told by steps.next_step."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from evaluation.notice.blocks import Block, blank_texts, doubts, missing
from evaluation.notice.obstacles import (
    late_in_words,
    late_of,
)
from evaluation.overview.waiting import Waiting
from evaluation.states import State
from evaluation.year.models import Cycle
from evaluation.year.presenters import in_words
from evaluation.year.queries import knows_holidays_of


def blocks(cycle: Cycle, user: User, waiting: Waiting, today: date) -> list[Block]:
    match State(cycle.state):
        case State.OPEN:
            return [
                *doubts(cycle, user),
                *_undetermined(user, waiting),
                *missing(cycle, waiting.missing),
                *blank_texts(cycle, user),
                *_calendar(cycle, user),
            ]
        case State.ASSESSED:
            return [
                *_period(cycle, today),
                *doubts(cycle, user),
                *_undetermined(user, waiting),
                *missing(cycle, waiting.missing),
                *blank_texts(cycle, user),
                *_calendar(cycle, user),
            ]
        case State.NOTICED:
            return [*_late(cycle, user), *_objections(waiting, user), *blank_texts(cycle, user)]
        case State.SENT_BACK:
            return [
                *_sent_back(cycle, user),
                *_late(cycle, user),
                *_objections(waiting, user),
            ]
    return []


def not_set_up(user: User, today: date) -> list[Block]:
    """From its November on, while nobody and no schedule has set the year up."""
    if today.month < 11 or Cycle.objects.filter(year=today.year).exists():
        return []
    url = reverse("cycle-open") if user.can(Permission.RUN_CYCLE) else ""
    return [Block(f"{today.year} 年度还没有建立。", link="去建立", url=url)]


def beside_the_results(cycle: Cycle, user: User) -> list[Block]:
    """What the page of the year does not say elsewhere."""
    match State(cycle.state):
        case State.OPEN | State.ASSESSED:
            return doubts(cycle, user)
        case State.SENT_BACK:
            return _sent_back(cycle, user)
    return []


def _period(cycle: Cycle, today: date) -> list[Block]:
    if today > cycle.ends_on:
        return []
    return [Block(f"评选期到{in_words(cycle.ends_on)}才满，之后才能公示。", stops=True)]


def _undetermined(user: User, waiting: Waiting) -> list[Block]:
    if not waiting.undetermined_of_year:
        return []
    text = (
        f"本年度还有 {waiting.undetermined_of_year} 件案（事）件没有认定，"
        "所在的小区、村社不能列入公示。"
    )
    name = "queue" if user.can(Permission.DETERMINE) else "incidents"
    return [Block(text, link="去认定" if name == "queue" else "去看", url=reverse(name))]


def _calendar(cycle: Cycle, user: User) -> list[Block]:
    """A year is put on notice in its own November."""
    if knows_holidays_of(cycle.year):
        return []
    text = f"节假日表还没有录全 {cycle.year} 年，没有录的日子只按周一至周五计算。"
    url = f"{reverse('holidays')}?year={cycle.year}" if user.can(Permission.RUN_CYCLE) else ""
    return [Block(text, link="去录入", url=url)]


def _late(cycle: Cycle, user: User) -> list[Block]:
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


def _objections(waiting: Waiting, user: User) -> list[Block]:
    if not waiting.objections:
        return []
    text = f"还有 {waiting.objections} 件异议没有答复，由办公室答复之后才能批准。"
    link = "去答复" if user.can(Permission.HANDLE_OBJECTIONS) else "去看"
    return [Block(text, stops=True, link=link, url=reverse("objections"))]


def _sent_back(cycle: Cycle, user: User) -> list[Block]:
    step = cycle.steps.filter(verb="send_back").last()
    may = user.can(Permission.RUN_CYCLE)
    url = reverse("cycle-resubmit", args=[cycle.year]) if may else ""
    return [Block(f"领导小组退回：{step.reason}", stops=True, link="复核后报请批准", url=url)]
