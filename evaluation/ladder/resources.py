"""Titles, nominations and re-reviews as files: what their lists show. Actions write them, none of
these comes in again."""

from collections.abc import Callable
from typing import Any

from communities.models import CommunityKind
from evaluation.ladder.models import Cause, Decision, ReReviewState
from evaluation.ladder.proposals import Proposed
from evaluation.ladder.workflow import NominationState
from evaluation.streaks.models import HonourState, Level
from wufaan.clock import today
from wufaan.sheets.resource import Column, Resource


def given_back(name: str) -> Callable[[Any], str]:
    """Of the last time that the ending of a title was put right."""
    return lambda honour: str(getattr(honour.given_back[-1], name)) if honour.given_back else ""


class HonourResource(Resource):
    """Honours with their community, plaque and reinstatements."""

    sheet_title = "称号"

    year = Column("年度")
    level = Column("级别", words=Level)
    name = Column("名称")
    code = Column("代码", of="community__code")
    kind = Column("类型", words=CommunityKind)
    township = Column("乡镇（街道）", of="township_name")
    title = Column("称号")
    exemplar = Column("先进典型")
    state = Column("状态", words=HonourState)
    granted_on = Column("授予日期")
    plaque = Column("证书编号", of="plaque__number")
    document_number = Column("命名文号")
    issuer = Column("命名机关")
    ended_on = Column("终止日期")
    end_reason = Column("终止原因")
    end_document = Column("终止文号")
    reinstated_on = Column("恢复日期", of=given_back("decided_on"))
    reinstated_by = Column("恢复文号", of=given_back("document_number"))


class NominationResource(Resource):
    """Nominations `with_rereviews`, with their community and the titles on which they rest."""

    sheet_title = "报上级命名"

    year = Column("年度")
    level = Column("报", words=Level)
    name = Column("名称", of="second__name")
    code = Column("代码", of="community__code")
    township = Column("乡镇（街道）", of="second__township_name")
    basis = Column("依据")
    under_review = Column("复核中", of=lambda nomination: nomination.rereview is not None)
    state = Column("状态", words=NominationState)
    opened_on = Column("列入日期")
    submitted_on = Column("上报日期")
    submitted_number = Column("上报文号")
    despite = Column("复核没有办结仍上报的理由")
    result_on = Column("结果日期")
    result_number = Column("上级文号")
    reason = Column("原因")


class ReReviewResource(Resource):
    """Re-reviews as `with_proposals` gives them."""

    sheet_title = "复核"

    name = Column("名称", of="rereview__honour__name")
    code = Column("代码", of="rereview__honour__community__code")
    year = Column("称号年度", of="rereview__honour__year")
    level = Column("级别", of="rereview__honour__level", words=Level)
    township = Column("乡镇（街道）", of="rereview__honour__township_name")
    cause = Column("起因", of="rereview__cause", words=Cause)
    opened_on = Column("开始日期", of="rereview__opened_on")
    state = Column("状态", of="rereview__state", words=ReReviewState)
    due_on = Column("整改期限", of="rereview__due_on")
    overdue = Column("已超期", of=lambda line: _overdue(line))
    demand = Column("整改要求", of="rereview__demand")
    circumstances = Column("情况", of=lambda line: _circumstances(line))
    proposed = Column(
        "建议", of=lambda line: "" if _closed(line) else line.rereview.proposed, words=Decision
    )
    decision = Column("决定", of="rereview__decision", words=Decision)
    decided_on = Column("决定日期", of="rereview__decided_on")
    note = Column("理由", of="rereview__note")


def _closed(line: Proposed) -> bool:
    return bool(line.rereview.state == ReReviewState.CLOSED)


def _overdue(line: Proposed) -> bool:
    due_on, state = line.rereview.due_on, line.rereview.state
    return bool(state == ReReviewState.RECTIFYING and due_on and due_on < today())


def _circumstances(line: Proposed) -> str:
    """What is decided rests on what was so then, not on the facts of today."""
    return "" if _closed(line) else line.rereview.ground or line.proposal.text
