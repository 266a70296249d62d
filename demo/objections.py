"""What the public said against the lists: against invented compounds only."""

from datetime import date

from accounts.models import User
from communities.models import CommunityKind
from demo import accounts
from evaluation import actions
from evaluation.models import (
    Cycle,
    Notice,
    NoticeEntry,
    Objection,
    ObjectionState,
)
from evaluation.notice.models import ObjectionChannel
from wufaan.clock import today

# The last years that had one; more would only make the demo slower to load.
PAST = (2024, 2025)


def of_past(cycle: Cycle, *, answered_on: date) -> None:
    """A letter that proved wrong."""
    if cycle.year not in PAST:
        return
    notice = cycle.notice
    objection = _enter(
        notice,
        _compounds(notice)[0],
        channel=ObjectionChannel.LETTER,
        text="来信反映楼道里有人长期堆放杂物，存在消防隐患，认为不应命名。",
    )
    _answer(
        objection,
        ObjectionState.REJECTED,
        "已会同物业清理并回访。堆放杂物不属于十项标准所列案（事）件，不影响命名。",
        on=answered_on,
    )


def of_current(cycle: Cycle) -> None:
    """One waits for its answer with somebody, one proved wrong, one took its compound off the
    list; and the notice had to be corrected in a word."""
    notice = cycle.notice
    first, second, third, *_ = _compounds(notice)
    waits = _lodge(
        notice, first, "今年夏天小区里有几辆电动车的电瓶被偷，不知道有没有算进去。", "0875-0000000"
    )
    actions.assign(objection=waits, to=accounts.office(), by=accounts.office())
    wrong = _enter(
        notice,
        second,
        channel=ObjectionChannel.PHONE,
        text="来电反映小区门口夜间烧烤摊噪声扰民，认为不应命名。",
    )
    _answer(
        wrong,
        ObjectionState.REJECTED,
        "已转城管部门处理。噪声扰民不属于十项标准所列案（事）件，不影响命名。",
    )
    right = _enter(
        notice,
        third,
        channel=ObjectionChannel.VISIT,
        text="来访反映八月有一起入室盗窃已经立案，没有算进去。",
    )
    _answer(right, ObjectionState.UPHELD, "经核查情况属实，该小区暂缓命名。感谢监督。")
    actions.correct_wording(
        notice=notice,
        text="异议渠道另加：领导小组办公室门口的意见箱，公示期内每天开箱（演示数据）。",
        by=accounts.office(),
    )


def _compounds(notice: Notice) -> list[NoticeEntry]:
    return list(notice.entries.filter(kind=CommunityKind.COMPOUND))


def _lodge(notice: Notice, entry: NoticeEntry, text: str, contact: str) -> Objection:
    """As from the public page, on the day the demo is loaded."""
    return actions.lodge(
        notice=notice,
        entry=entry,
        text=text,
        contact=contact,
        sent_as=f"demo-{notice.pk}",
        address="192.0.2.1",
        on=today(),
        by=User.objects.system(),
    )


def _enter(
    notice: Notice, entry: NoticeEntry, *, channel: ObjectionChannel, text: str
) -> Objection:
    return actions.enter(
        notice=notice,
        entry=entry,
        channel=channel,
        text=text,
        received_on=notice.starts_on,
        sent_as=f"demo-{channel}-{notice.pk}",
        by=accounts.office(),
    )


def _answer(
    objection: Objection, finding: ObjectionState, reply: str, *, on: date | None = None
) -> None:
    actions.answer(objection=objection, finding=finding, reply=reply, on=on, by=accounts.office())
