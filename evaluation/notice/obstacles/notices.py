"""Of a notice: before it is published, on the desk of one that is out, and of what the public and
stations do with it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from accounts.models import User
from communities.models import Community
from communities.obstacles import of_other_station
from evaluation.notice import canonical
from evaluation.notice.basis import Line
from evaluation.notice.models import Notice, NoticeEntry
from evaluation.notice.obstacles.ways import to_draft
from evaluation.notice.postings import concerned
from evaluation.notice.prepared import Prepared
from evaluation.notice.workflow import WORKFLOW as NOTICE_WORKFLOW
from evaluation.year import obstacles as of_year
from evaluation.year.models import Cycle
from evaluation.year.rules import MOST_NOTICE_DAYS
from wufaan.days import not_yet
from wufaan.obstacles import Obstacle, Way


def of_dates(
    cycle: Cycle,
    *,
    number: str,
    starts_on: date,
    working_days: int,
    seen_from: date | None = None,
) -> Iterator[Obstacle]:
    """Of the days and the number of a notice that the public can see from a day on: days on which
    nobody could are no days to object in. None where it had been on paper before there was this
    site."""
    way = to_draft(cycle)
    yield from of_year.of_period(cycle, starts_on, way=way, at="starts_on")
    if seen_from and starts_on < seen_from:
        text = f"公示自 {starts_on}，已经过去，那几天公众看不到。请改成今天或者以后。"
        yield Obstacle(text, way=way, at="starts_on")
    yield from of_length(working_days, way)
    others = Notice.objects.filter(number=number).select_related("cycle")
    if number and (other := others.first()):
        text = f"编号“{other.number}”是 {other.cycle.year} 年度{other.called}的，请另编。"
        yield Obstacle(text, way=way, at="number")


def of_length(working_days: int, way: Way | None = None) -> Iterator[Obstacle]:
    if not 1 <= working_days <= MOST_NOTICE_DAYS:
        text = f"公示期要有 1 至 {MOST_NOTICE_DAYS} 个工作日。"
        yield Obstacle(text, way=way, at="working_days")


def of_prepared(prepared: Prepared, lines: Iterable[Line], today: date) -> Iterator[Obstacle]:
    """Of a notice as it would be published today, with what is missing below its list."""
    notice = prepared.notice
    days: dict[str, Any] = {"starts_on": notice.starts_on, "working_days": notice.working_days}
    yield from of_dates(notice.cycle, number=notice.number, seen_from=today, **days)
    yield from of_its_list(prepared, lines, today)
    yield from _doubts(notice, to_draft(notice.cycle, "去填写"))


def of_its_list(prepared: Prepared, lines: Iterable[Line], today: date) -> Iterator[Obstacle]:
    notice = prepared.notice
    yield from of_basis(notice.cycle, lines, today, supplement=notice.is_supplementary)
    if not prepared.entries:
        text = "没有可以公示的小区（村社）：没有一个达标且未暂缓。"
        if notice.is_supplementary:
            text = "没有可以补充公示的：名单以外现在没有一个达标且未暂缓。"
        yield Obstacle(text, way=of_year.back(notice.cycle))


def of_basis(
    cycle: Cycle, lines: Iterable[Line], today: date, *, supplement: bool = False
) -> Iterator[Obstacle]:
    """Of what is missing below a list: the office says of each that it knows. Of the year's list
    once its period is over: until then it may still be made good."""
    left = [line for line in lines if not line.is_settled]
    if left and (supplement or cycle.is_over(today)):
        told = "、".join(line.gap.label for line in left)
        page = "cycle-publish_supplement" if supplement else "cycle-publish_notice"
        way = Way("去确认", page, (cycle.year,), query="#basis")
        yield Obstacle(f"名单的依据有缺，还没有逐项确认：{told}。确认之后才能发布公示。", way=way)


def of_cancelling(notice: Notice) -> Iterator[Obstacle]:
    """A year's main notice takes along what it leads to: supplementary ones go first."""
    yield from NOTICE_WORKFLOW.obstacles("cancel_notice", notice.state)
    others = notice.cycle.notices.supplementary()
    if not notice.is_supplementary and (other := others.first()):
        way = Way("去作废补充公示", "notice-cancel", (other.edition,))
        yield Obstacle("还有补充公示没有作废，请先作废补充公示。", way=way)


def of_published(notice: Notice) -> Iterator[Obstacle]:
    """What is wrong with a notice that is out, or doubtful about it."""
    yield from of_list(notice, "批准或公布")
    yield from of_year.of_words(notice)
    yield from _doubts(notice)


def of_list(
    notice: Notice, what: str, entries: Iterable[NoticeEntry] | None = None
) -> Iterator[Obstacle]:
    """That it was changed behind the system's back, and the way out: a line that was added so gets
    no title."""
    if not canonical.is_as_published(notice, notice.entries.all() if entries is None else entries):
        yield Obstacle(
            f"公示名单与公示时的校验值对不上：名单在系统之外被改动过，不能{what}。"
            "请系统管理员用备份恢复数据库，恢复之前不要再办理本年度的事项。"
        )


def _doubts(notice: Notice, draft: Way | None = None) -> Iterator[Obstacle]:
    if not notice.number:
        yield Obstacle("没有公示编号。", stops=False, way=draft)
    for year in range(notice.starts_on.year, notice.ends_on.year + 1):
        yield from of_year.of_calendar(year)


def of_objecting(notice: Notice, day: date) -> Iterator[Obstacle]:
    """Of the public's form: the page names the other channels."""
    if not notice.runs_on(day):
        yield Obstacle(
            f"公示期是 {notice.starts_on} 至 {notice.ends_on}，现在不在公示期内，"
            "不能从网上提出异议。有情况要反映的，请用其他渠道。"
        )


def of_posting(
    notice: Notice, community: Community, on: date | None = None, *, by: User
) -> Iterator[Obstacle]:
    """Of showing that it hangs there; `on` is the day on which it was put up, None where that is
    open."""
    yield from of_other_station(community, by, "由该所登记")
    if notice.is_void:
        yield Obstacle("这份公示已经作废，不用再张贴。")
    if not concerned(notice).filter(pk=community.pk).exists():
        yield Obstacle(f"“{community.name}”和它的小区都不在这份公示的名单上，不用张贴。")
    if on:
        yield from not_yet(on, at="posted_on")
        if not notice.starts_on <= on <= notice.ends_on:
            text = f"公示期是 {notice.starts_on} 至 {notice.ends_on}，张贴日期要在其中。"
            yield Obstacle(text, at="posted_on")
