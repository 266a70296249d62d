"""What stands in the way of a step of the year. Its action raises the first that stops; its page,
and the overview while the step is what the year is heading for, list all."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from accounts.models import User
from accounts.permissions import Permission, Role
from communities.models import Community
from evaluation.ladder import obstacles as of_ladder
from evaluation.notice import canonical
from evaluation.notice.basis import Line, prepared_lines
from evaluation.notice.models import Notice, NoticeEntry, Objection, ObjectionState
from evaluation.notice.postings import concerned
from evaluation.notice.prepared import Prepared
from evaluation.notice.queries import Since, last_sent_back, since_notice
from evaluation.notice.supplements import to_be_listed
from evaluation.notice.workflow import NOT_APPROVED
from evaluation.notice.workflow import WORKFLOW as NOTICE_WORKFLOW
from evaluation.states import AWARDED, ON_NOTICE, PUBLISHED_LIST, UNFROZEN, State
from evaluation.streaks.models import Honour, Level
from evaluation.year import obstacles as of_year
from evaluation.year.models import Cycle, Verdict
from evaluation.year.rules import MOST_NOTICE_DAYS, Policy
from evaluation.year.workflow import WORKFLOW
from wufaan.days import in_words, not_yet
from wufaan.normalise import listed
from wufaan.obstacles import Obstacle, Way, why_not


def obstacles(
    cycle: Cycle, verb: str, today: date, *, by: User | None = None
) -> Iterator[Obstacle]:
    """`by` is whoever would take the step, None where that is open."""
    yield from of_year.of_state(cycle, verb)
    for told in (_IN_COURSE, _OF):
        if verb in told and cycle.state in told[verb][0]:
            yield from told[verb][1](cycle, verb, today, by)


def ahead(cycle: Cycle, today: date) -> Iterator[Obstacle]:
    """Of the step that the year is heading for, without what goes in the course of it: with time,
    or with the step that comes before. That is left to whoever tells what comes next."""
    if verb := _HEADING_FOR.get(State(cycle.state)):
        if verb == "publish_notice" and cycle.is_over(today):
            verdicts = to_be_listed(cycle, None)
            lines = prepared_lines(cycle, verdicts, today, supplement=False)
            yield from of_basis(cycle, lines, today)
        yield from _OF[verb][1](cycle, verb, today, None)


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
    way = _draft(cycle)
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
    yield from _doubts(notice, _draft(notice.cycle, "去填写"))


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
        way = Way("去确认", page, (cycle.year,), query="#basis", needs=Permission.RUN_CYCLE)
        yield Obstacle(f"名单的依据有缺，还没有逐项确认：{told}。确认之后才能发布公示。", way=way)


def of_cancelling(notice: Notice) -> Iterator[Obstacle]:
    """A year's main notice takes along what it leads to: supplementary ones go first."""
    yield from NOTICE_WORKFLOW.obstacles("cancel_notice", notice.state)
    others = notice.cycle.notices.supplementary()
    if not notice.is_supplementary and (other := others.first()):
        way = Way("去作废补充公示", "notice-cancel", (other.edition,), needs=Permission.RUN_CYCLE)
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
    if by.role == Role.OFFICER and community.station.code != by.station_code:
        yield Obstacle(f"“{community.name}”属于{community.station}，由该所登记。")
    if notice.is_void:
        yield Obstacle("这份公示已经作废，不用再张贴。")
    if not concerned(notice).filter(pk=community.pk).exists():
        yield Obstacle(f"“{community.name}”和它的小区都不在这份公示的名单上，不用张贴。")
    if on:
        yield from not_yet(on, at="posted_on")
        if not notice.starts_on <= on <= notice.ends_on:
            text = f"公示期是 {notice.starts_on} 至 {notice.ends_on}，张贴日期要在其中。"
            yield Obstacle(text, at="posted_on")


def of_putting_back(verdict: Verdict, upheld: bool) -> Iterator[Obstacle]:
    """Of taking back that it was withheld; `upheld`: an objection against it was."""
    if not verdict.stands:
        yield Obstacle(f"“{verdict.name}”已经列入补充公示。")
    if verdict.community.closed_on:
        yield Obstacle(f"“{verdict.name}”{verdict.community.how_closed}，不能恢复命名。")
    if upheld:
        yield Obstacle(f"对“{verdict.name}”的异议成立，不能恢复命名。")


def of_clearing(verdict: Verdict, upheld: bool) -> Iterator[Obstacle]:
    """Of finding that nothing is left of what a place was withheld for."""
    if not verdict.withheld_reason:
        yield Obstacle(f"“{verdict.name}”没有暂缓，不用查清。")
    elif verdict.cleared_reason:
        yield Obstacle(f"“{verdict.name}”已经查清，列入下一次补充公示。")
    yield from of_putting_back(verdict, upheld)


def of_holding_back(verdict: Verdict) -> Iterator[Obstacle]:
    """Of withholding beside the year's list, or on a list that is before the public: from the main
    one only what would stop its approval."""
    if verdict.withheld_reason and not verdict.cleared_reason:
        yield Obstacle(f"“{verdict.name}”已经暂缓。")
    kept = NoticeEntry.objects.live().kept().filter(verdict=verdict).select_related("notice__cycle")
    for entry in kept:
        if entry.notice.state not in NOT_APPROVED or not _may_go(entry):
            yield Obstacle(f"“{verdict.name}”在{entry.notice.called}名单上，不能在这里暂缓。")


def _may_go(entry: NoticeEntry) -> bool:
    stopping = (s.entry for s in since_notice(entry.notice) if s.stops)
    return entry.notice.is_supplementary or entry in stopping


def of_answering_again(objection: Objection, finding: str = "") -> Iterator[Obstacle]:
    """Of a second answer; `finding` is what it would find, blank where that is open."""
    if objection.state == ObjectionState.RECEIVED:
        yield Obstacle(f"{objection.reference} 还没有答复，不用再次答复。")
    turns = finding == ObjectionState.UPHELD != objection.state
    if turns and objection.entry and _is_titled(objection.entry):
        yield Obstacle(
            f"“{objection.entry.name}”的称号已经授予，暂缓不了。查实不符合标准的，"
            "请先在称号页办理撤销，再答复异议成立。"
        )


def _is_titled(entry: NoticeEntry) -> bool:
    titles = Honour.objects.standing().at(Level.COUNTY).in_year(entry.notice.cycle.year)
    return titles.of(entry.verdict.community).exists()


def _of_results(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    yield from of_year.of_period(cycle, today)
    if cycle.state != State.OPEN:
        yield from of_year.of_results(cycle, today)


def _of_publishing(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    yield from of_year.doubts(cycle)
    yield from of_year.of_findings(cycle)
    is_listed = cycle.state == State.ASSESSED and cycle.is_over(today)
    if not is_listed or cycle.returns_policy == Policy.REQUIRED:
        yield from of_year.of_returns(cycle, today)
    yield from of_year.of_cycle_words(cycle)
    yield from of_year.of_calendar(cycle.year)


def _of_its_days(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    return of_running(cycle.notice, today)


def _of_approval(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    yield from of_sending_back(cycle)
    yield from _of_naming(cycle.notice, by)
    yield from of_year.of_cycle_words(cycle)


def of_supplement(notice: Notice, today: date, *, by: User | None = None) -> Iterator[Obstacle]:
    """Of approving a supplementary notice, with its year or by itself."""
    yield from of_sending_back(notice.cycle, notice)
    if not notice.is_sent_back:
        yield from NOTICE_WORKFLOW.obstacles("approve_supplement", notice.state)
    if notice.state in NOT_APPROVED:
        yield from of_running(notice, today)
        yield from _of_naming(notice, by)


def supplements_waiting(cycle: Cycle, today: date) -> Iterator[Obstacle]:
    """Nothing stops for them: that there are some, and what each waits for."""
    for notice in cycle.notices.supplementary().current().select_related("cycle"):
        told = why_not(of_supplement(notice, today)) or _approved_how(cycle)
        way = _resubmission(notice, "核查后报请批准") if notice.is_sent_back else _sheet(notice)
        yield Obstacle(f"补充公示{notice.number}：{told}", stops=False, way=way)


def _approved_how(cycle: Cycle) -> str:
    if cycle.state in AWARDED:
        return "已经期满，由领导小组批准或退回。"
    return "已经期满，与年度一并批准。"


def along_with(cycle: Cycle, today: date) -> list[Notice]:
    """The supplementary notices that are approved with the year: those that nothing keeps."""
    waiting = cycle.notices.supplementary().current().select_related("cycle")
    return [notice for notice in waiting if not why_not(of_supplement(notice, today))]


def _of_naming(notice: Notice, by: User | None) -> Iterator[Obstacle]:
    """Of giving titles to what is on the list of this notice."""
    yield from of_list(notice, "批准")
    if unanswered := Objection.objects.due_before(notice).count():
        text = f"还有 {unanswered} 件异议没有答复，由办公室答复之后才能批准。"
        see = Way("去看", "objections")
        answer = Way("去答复", "objections", needs=Permission.HANDLE_OBJECTIONS, otherwise=see)
        yield Obstacle(text, way=answer)
    yield from _of_handling(notice.cycle, "批准", by)
    yield from _of_since(notice)
    yield from _of_entries(notice)


def of_running(notice: Notice, today: date) -> Iterator[Obstacle]:
    if not notice.is_over(today):
        yield Obstacle(f"公示至 {in_words(notice.ends_on)}，期满之后才能批准。")


def of_sending_back(cycle: Cycle, supplement: Notice | None = None) -> Iterator[Obstacle]:
    """That the year was sent back, or a supplementary notice by itself."""
    if supplement.is_sent_back if supplement else cycle.state == State.SENT_BACK:
        step = last_sent_back(cycle, supplement)
        way = _resubmission(supplement or cycle.notice, "核查后报请批准")
        yield Obstacle(f"领导小组退回：{step.reason}", way=way)


def of_supplement_sent_back(notice: Notice, *, by: User | None = None) -> Iterator[Obstacle]:
    """Of sending back a supplementary notice by itself."""
    yield from NOTICE_WORKFLOW.obstacles("send_back_supplement", notice.state)
    yield from _of_handling(notice.cycle, "退回", by)


def of_supplement_resubmitted(notice: Notice) -> Iterator[Obstacle]:
    yield from NOTICE_WORKFLOW.obstacles("resubmit_supplement", notice.state)
    yield from _of_since(notice)


def _of_who_handled(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    return _of_handling(cycle, WORKFLOW[verb].label, by)


def _of_handling(cycle: Cycle, what: str, by: User | None) -> Iterator[Obstacle]:
    if by and cycle.was_handled_by(by):
        yield Obstacle(f"评估或公示的经办人不能{what}，请由领导小组其他成员{what}。")


def _of_findings(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    """Nothing gets a title against a finding, or before one: withheld first, or found on."""
    return _of_since(cycle.notice)


def _of_since(notice: Notice) -> Iterator[Obstacle]:
    since = since_notice(notice)
    yield from _of_what_counts(notice, since)
    yield from _of_what_waits(notice, since)
    yield from _of_leaving(notice, since)


def _of_what_counts(notice: Notice, since: list[Since]) -> Iterator[Obstacle]:
    if late := [s for s in since if s.counting]:
        found = f"{_named(late)}公示名单固定之后，又有案（事）件认定计入。"
        if notice.is_sent_back:
            way = _resubmission(notice, "去暂缓", _sheet(notice))
            yield Obstacle(f"{found}请先暂缓命名，再报请批准。", way=way)
        else:
            told = f"{found}不能批准：{_how_withheld(notice)}"
            yield Obstacle(told, way=_holding_back(notice))


def _of_what_waits(notice: Notice, since: list[Since]) -> Iterator[Obstacle]:
    if waiting := [s for s in since if s.waiting]:
        otherwise = f"认定之后才能批准；一时认定不了的，{_how_withheld(notice)}"
        what = "请先认定，或者暂缓命名，再报请批准。" if notice.is_sent_back else otherwise
        text = f"{_named(waiting)}有评选期内的案（事）件没有认定。{what}"
        yield Obstacle(text, way=of_year.finding(_sheet(notice)))


def _how_withheld(notice: Notice) -> str:
    along = notice.is_supplementary and not notice.cycle.is_awarded
    otherwise = "" if along else "，或者由领导小组退回"
    return f"请办公室在“补充公示”里先暂缓命名{otherwise}。"


def _holding_back(notice: Notice) -> Way:
    page, needs = "cycle-publish_supplement", Permission.RUN_CYCLE
    return Way("去暂缓", page, (notice.cycle.year,), needs=needs, otherwise=_sheet(notice))


def _of_leaving(notice: Notice, since: list[Since]) -> Iterator[Obstacle]:
    if left := [s for s in since if s.left]:
        text = f"{_named(left)}公示之后改为不参评，请核实是否仍要命名。"
        yield Obstacle(text, stops=False, way=_sheet(notice))


def _named(since: list[Since]) -> str:
    return listed(f"“{s.entry.name}”（序号 {s.entry.position}）" for s in since)


def _of_entries(notice: Notice) -> Iterator[Obstacle]:
    kept = notice.entries.kept()
    for closed in kept.closed():
        text = f"“{closed.name}”已经撤并，不能命名。请退回办公室暂缓之后再报请批准。"
        yield Obstacle(text)
    if not kept.exists():
        what_to_do = "请办公室作废这份补充公示" if notice.is_supplementary else "请退回办公室"
        yield Obstacle(f"名单上的全部暂缓命名，没有可以批准的。{what_to_do}。")


def _of_supplement(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    if not cycle.notices.exists():
        yield Obstacle(f"{cycle.year} 年度是补录的，没有在这里公示过，不能补充公示。")
    yield from of_year.of_words(cycle)


def _of_the_list(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    yield from of_list(cycle.notice, WORKFLOW[verb].label)
    since = [s for notice in _approved(cycle) for s in since_notice(notice)]
    if waiting := [s for s in since if s.waiting]:
        text = f"{_named(waiting)}有评选期内的案（事）件没有认定，认定计入的要复核称号。"
        yield Obstacle(text, stops=False, way=of_year.finding(_sheet(cycle.notice)))
    yield from _of_leaving(cycle.notice, since)
    yield from of_ladder.of_late_rereviews(cycle)


def _approved(cycle: Cycle) -> list[Notice]:
    """Whose lists are made public together."""
    return [cycle.notice, *cycle.notices.approved().select_related("cycle")]


def _doubts(notice: Notice, draft: Way | None = None) -> Iterator[Obstacle]:
    if not notice.number:
        yield Obstacle("没有公示编号。", stops=False, way=draft)
    for year in range(notice.starts_on.year, notice.ends_on.year + 1):
        yield from of_year.of_calendar(year)


def _sheet(notice: Notice) -> Way:
    return Way("看报批材料", "cycle-approve", (notice.edition,))


def _draft(cycle: Cycle, link: str = "去改") -> Way:
    page = "supplement-draft" if cycle.state in PUBLISHED_LIST else "notice-draft"
    return Way(link, page, (cycle.year,), needs=Permission.RUN_CYCLE)


def _resubmission(notice: Notice, link: str, otherwise: Way | None = None) -> Way:
    needs = Permission.RUN_CYCLE
    return Way(link, "cycle-resubmit", (notice.edition,), needs=needs, otherwise=otherwise)


# By verb: the states in which something can be said beyond that it is not the time, and what.
_IN_COURSE = {
    "publish_notice": (UNFROZEN, _of_results),
    "approve": (ON_NOTICE, _of_its_days),
}
_OF = {
    "publish_notice": (UNFROZEN, _of_publishing),
    "approve": (ON_NOTICE, _of_approval),
    "send_back": ({State.NOTICED}, _of_who_handled),
    "resubmit": ({State.SENT_BACK}, _of_findings),
    "publish": ({State.APPROVED}, _of_the_list),
    "publish_supplement": (PUBLISHED_LIST, _of_supplement),
}
_HEADING_FOR = {
    State.OPEN: "publish_notice",
    State.ASSESSED: "publish_notice",
    State.NOTICED: "approve",
    State.SENT_BACK: "approve",
    State.APPROVED: "publish",
}
