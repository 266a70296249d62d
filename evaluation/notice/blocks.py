"""What is blank or doubtful about a notice, each with the page where it is put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from communities.models import Station
from evaluation.notice.models import Notice
from evaluation.notice.obstacles import (
    MISFIT,
    misfits,
)
from evaluation.states import State
from evaluation.year.calendar import years_unknown
from evaluation.year.models import Cycle
from evaluation.year.presenters import doubts_about_period, warnings
from evaluation.year.queries import earlier_year_not_over, missing_returns
from evaluation.year.rules import Policy


@dataclass(frozen=True)
class Block:
    """`stops` where the step cannot be taken; otherwise it costs some communities their place,
    or is only said. Without `url` nothing can be done about it here, or not by this person."""

    text: str
    stops: bool = False
    link: str = ""
    url: str = ""


def doubts(cycle: Cycle, user: User) -> list[Block]:
    """What is allowed and hardly meant."""
    url = reverse("cycle-settings", args=[cycle.year]) if user.can(Permission.RUN_CYCLE) else ""
    found = [Block(told, link="去改", url=url) for told in doubts_about_period(cycle)]
    if before := earlier_year_not_over(cycle):
        text = f"{before.year} 年度{before.get_state_display()}，还没有公布。一般先办完上一年度。"
        found.append(Block(text, link="去看", url=reverse("cycle", args=[before.year])))
    return found


def missing(cycle: Cycle, missing: dict[Station, list[date]], page: str = "") -> list[Block]:
    """`page` has the list of them, this one where it is blank."""
    count = sum(map(len, missing.values()))
    if not count or cycle.returns_policy == Policy.IGNORE:
        return []
    what = "辖区不能列入公示" if cycle.returns_policy == Policy.REQUIRED else "公示前请催报"
    text = f"还缺 {count} 份零报告，{what}。"
    return [Block(text, link="看缺哪些", url=f"{page}#missing-returns")]


def blank_texts(cycle: Cycle, user: User) -> list[Block]:
    may = user.can(Permission.RUN_CYCLE) and cycle.state in (State.OPEN, State.ASSESSED)
    url = reverse("cycle-settings", args=[cycle.year]) if may else ""
    return [Block(text, link="去填写", url=url) for text in warnings(cycle)]


def of_notice(
    notice: Notice, user: User, exceptions: Mapping[date, bool], today: date
) -> list[Block]:
    """What is blank or doubtful about a notice, drafted or published."""
    cycle, drafted = notice.cycle, notice.pk is None
    found = [Block(text) for text in warnings(notice)] if not drafted else blank_texts(cycle, user)
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


def of_preview(
    notice: Notice, user: User, exceptions: Mapping[date, bool], today: date
) -> list[Block]:
    """With what the other pages of the year warn of: once it is published it is too late."""
    cycle = notice.cycle
    page = f"{reverse('dashboard')}?year={cycle.year}"
    return [
        *of_notice(notice, user, exceptions, today),
        *doubts(cycle, user),
        *missing(cycle, missing_returns(cycle, today), page),
    ]
