"""The tables of a notice, out: on its pages and papers, in its workbook, as open data. The list
that somebody has been handed comes in again by public/list_check.py."""

from collections.abc import Callable
from typing import Any

from communities.models import CommunityKind
from evaluation.notice.models import CorrectionKind, ObjectionChannel, ObjectionState
from wufaan.sheets.resource import Column, Resource


class ListResource(Resource):
    """Entries of a notice."""

    position = Column("序号", width=12)
    code = Column("代码", width=40)
    name = Column("名称", width=44)
    kind = Column("类型", words=CommunityKind, width=16)
    township = Column("乡镇（街道）", of="township_name", width=26)
    exemplar = Column("先进典型", width=18)


def _of_entry(name: str) -> Callable[[Any], object]:
    """Blank where the whole notice is corrected."""
    return lambda correction: getattr(correction.entry, name) if correction.entry else ""


class CorrectionResource(Resource):
    """What changed on a notice after it was published."""

    ON_NOTICES = ("number", "date", "kind", "position", "name", "text")

    year = Column("年度", of="notice__cycle__year", help="公示的年度")
    number = Column("更正", of="position", help="更正的序号", width=11)
    date = Column(
        "日期", of=lambda correction: correction.on.isoformat(), help="更正日期", width=26
    )
    kind = Column(
        "类别",
        words=CorrectionKind,
        help="、".join(f"{kind.value} {kind.label}" for kind in CorrectionKind),
        width=18,
    )
    position = Column(
        "名单序号", of="entry__position", help="名单序号；更正整份公示的，这里空着", width=18
    )
    code = Column("代码", of=_of_entry("code"), help="代码")
    name = Column("名称", of=_of_entry("name"), help="公示名单上的名称", width=34)
    text = Column("内容", help="更正的内容", width=49)
    notice = Column("公示", of="notice__edition", help="哪一份公示，也是它网址的末尾")


class ObjectionResource(Resource):
    """Objections with their notice, entry and whoever looks into them. How to reach whoever
    objected goes into no file."""

    sheet_title = "异议"
    unit = "件"

    reference = Column("受理编号")
    state = Column("状态", words=ObjectionState)
    received_on = Column("收到日期")
    due_on = Column("答复期限")
    answered_on = Column("答复日期")
    assigned_to = Column("经办人", of="assigned_to__display_name")
    year = Column("年度", of="notice__cycle__year")
    notice = Column("公示编号", of="notice__number")
    code = Column("针对（代码）", of="entry__code")
    name = Column("针对（名称）", of="entry__name")
    missing_code = Column("没有列入的（代码）", of="missing__code")
    missing_name = Column("没有列入的（名称）", of="missing__name")
    channel = Column("来源", words=ObjectionChannel)
    text = Column("内容")
    reply = Column("答复")


class PostingResource(Resource):
    """Villages where a notice should hang, as `postings.hung` gives them."""

    sheet_title = "公示张贴"
    unit = "个"

    code = Column("代码", of="community__code")
    name = Column("名称", of="community__name")
    township = Column("乡镇（街道）", of="community__township__name")
    station = Column("派出所", of="community__station__name")
    state = Column("状态", of=lambda place: "有照片" if place.postings else "没有照片")
    posted = Column("张贴", of=lambda place: "；".join(_hangs(p) for p in place.postings), width=60)


def _hangs(posting: Any) -> str:
    return f"{posting.posted_on} {posting.place}"
