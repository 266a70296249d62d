"""The tables of a year (design §6): surveys, in and out; results and targets, out."""

from collections.abc import Callable
from typing import Any

from communities.examples import example
from communities.models import CommunityKind
from communities.resources import community_code
from evaluation.year.models import Verdict
from evaluation.year.presenters import (
    broken_criteria,
    flags,
    reasons,
    satisfaction,
    satisfaction_interval,
)
from evaluation.year.rules import Outcome
from wufaan.normalise import joined
from wufaan.sheets import values as v
from wufaan.sheets.resource import Column, Resource


class SurveyResource(Resource):
    """Places as `surveys.asked` gives them."""

    sheet_title = "满意度"

    community_code = community_code(
        header="代码", of="place__code", also=["小区（村社）代码"], help="小区（村社）的代码"
    )
    name = Column("名称", of="place__name")
    year = Column(
        "年度",
        v.year,
        required=True,
        help="四位年份，没有公示的年度",
        example=example("{year}"),
    )
    respondents = Column(
        "受访人数",
        v.count,
        must_be_there=True,
        help="问了多少人，至少 1。没有测评的，这格和下一格都留空",
        example="60",
    )
    satisfied = Column(
        "满意人数",
        v.count,
        must_be_there=True,
        help="其中多少人满意，不超过受访人数",
        example="57",
    )
    rate = Column("满意度")
    interval = Column("95% 区间")


def _criteria(verdict: Verdict) -> str:
    return " ".join(str(criterion.number) for criterion in broken_criteria(verdict))


def _incidents(verdict: Verdict) -> str:
    return " ".join(sorted(finding.incident.number for finding in verdict.findings.all()))


def _in_words(said: Callable[..., Any]) -> Callable[[Verdict], str]:
    return lambda verdict: joined(said(verdict, verdict.cycle))


class ResultResource(Resource):
    """Verdicts with their findings at hand; beyond FOR_PROGRAMS with their cycle, their `streak`
    and their `work` too. Only what counts is listed: the criteria broken and the numbers of the
    incidents that broke them."""

    # Columns of export_verdicts.
    FOR_PROGRAMS = ("code", "name", "kind", "outcome", "criteria", "incidents")

    code = Column("代码")
    name = Column("名称")
    kind = Column("类型", words=CommunityKind)
    township = Column("乡镇（街道）", of="township_name")
    outcome = Column("结果", words=Outcome)
    criteria = Column("未达到的标准", of=_criteria)
    incidents = Column("案（事）件编号", of=_incidents)
    reasons = Column("理由", of=_in_words(reasons))
    flags = Column("提示", of=_in_words(flags))
    respondents = Column("受访人数")
    satisfied = Column("满意人数")
    rate = Column("满意度", of=satisfaction)
    interval = Column("满意度 95% 区间", of=satisfaction_interval)
    work_done = Column("台账已完成", of="work__done")
    work_heads = Column("台账事项", of="work__heads")
    officers = Column("信息员人数", of="work__officers")
    officers_needed = Column("应建信息员", of="work__needed")
    streak = Column("连续称号年数")
    exemplar = Column("先进典型")
    withheld_reason = Column("暂缓原因")


class TargetResource(Resource):
    """Lines as `targets.lines` gives them."""

    sheet_title = "目标和历年达标率"

    year = Column("年度", of=lambda line: str(line.cycle.year))
    state = Column("状态", of="cycle__get_state_display")
    scope = Column("范围", of="reached__share__label")
    target = Column("目标（%）", of="reached__target")
    taking_part = Column("参评", of="reached__share__taking_part")
    qualified = Column("达标", of="reached__share__qualified")
    percent = Column("达标率（%）", of=lambda line: _rounded(line.reached.share.percent))
    against = Column("与目标相比", of="reached__against")
    exemplars = Column("先进典型", of="reached__share__exemplars")
    exemplar_target = Column("先进典型目标（%）", of="cycle__exemplar_percent")
    exemplar_percent = Column(
        "先进典型占达标（%）", of=lambda line: _rounded(line.reached.share.exemplar_percent)
    )


def _rounded(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 1)
