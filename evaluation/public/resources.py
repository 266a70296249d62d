"""Titles as the public may have them. The names of the columns are promised to whoever builds on
them (evaluation/public/open_data.py)."""

from collections.abc import Callable

from django.db.models import TextChoices

from communities.models import CommunityKind
from evaluation.ladder.resources import given_back
from evaluation.streaks.models import HIGHER, Honour, HonourState, Level
from wufaan.sheets.resource import Column, Resource


def _day(name: str) -> Callable[[Honour], str]:
    return lambda honour: day.isoformat() if (day := getattr(honour, name)) else ""


def _words(choices: type[TextChoices]) -> str:
    """As files have them, and what that means."""
    return "、".join(f"{value} {label}" for value, label in choices.choices)


class TitleResource(Resource):
    """Honours with their community and their reinstatements."""

    year = Column("年度", help="年度")
    level = Column("级别", help=f"级别：{_words(Level)}")
    title = Column("称号", help="称号：无发案小区或无发案村社")
    code = Column(
        "代码",
        of="community__code",
        help="代码：村、社区是 12 位统计用区划代码，小区在其后加序号",
    )
    name = Column("名称", help="命名当年的名称")
    kind = Column("类型", help=f"类型：{_words(CommunityKind)}")
    township = Column("乡镇（街道）", of="township_name", help="命名当年所在的乡镇（街道）")
    exemplar = Column(
        "先进典型", of=lambda honour: int(honour.exemplar), help="是否先进典型：1 是，0 否"
    )
    granted_on = Column("授予日期", of=_day("granted_on"), help="授予日期")
    document_number = Column("命名文号", help=f"{HIGHER}命名文件的文号")
    state = Column("状态", help=f"状态：{_words(HonourState)}（撤并）")
    ended_on = Column("终止日期", of=_day("ended_on"), help="撤销或注销的日期")
    end_reason = Column("终止原因", help="撤销或注销的原因")
    reinstated_on = Column(
        "恢复日期",
        of=given_back("decided_on"),
        help="撤销或注销的决定有错误，已经纠正的：纠正的日期",
    )
    reinstated_by = Column("恢复文号", of=given_back("document_number"), help="纠正的文件文号")
