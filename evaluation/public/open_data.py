"""Titles as open data: what the public may see, one row a title. The names of the fields and the
addresses of the files are promised to whoever builds on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluation.notice.models import NoticeCorrection
from evaluation.streaks.models import Honour


@dataclass(frozen=True)
class Field:
    name: str
    meaning: str
    of: Callable[[Honour | NoticeCorrection], object]


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


FIELDS: Sequence[Field] = (
    Field("year", "年度", lambda h: h.year),
    Field("level", "级别：county 县级、municipal 市级、provincial 省级", lambda h: h.level),
    Field("title", "称号：无发案小区或无发案村社", lambda h: h.title),
    Field(
        "code", "代码：村、社区是 12 位统计用区划代码，小区在其后加序号", lambda h: h.community.code
    ),
    Field("name", "命名当年的名称", lambda h: h.name),
    Field("kind", "类型：compound 小区、village 行政村、neighbourhood 社区", lambda h: h.kind),
    Field("township", "命名当年所在的乡镇（街道）", lambda h: h.township_name),
    Field("exemplar", "是否先进典型：1 是，0 否", lambda h: int(h.exemplar)),
    Field("granted_on", "授予日期", lambda h: _day(h.granted_on)),
    Field("document_number", "市级、省级命名文件的文号", lambda h: h.document_number),
    Field("state", "状态：standing 有效、revoked 已撤销、void 已注销（撤并）", lambda h: h.state),
    Field("ended_on", "撤销或注销的日期", lambda h: _day(h.ended_on)),
    Field("end_reason", "撤销或注销的原因", lambda h: h.end_reason),
)


# What changed on a notice after it was published.
CORRECTION_FIELDS: Sequence[Field] = (
    Field("year", "公示的年度", lambda c: c.notice.cycle.year),
    Field("number", "更正的序号", lambda c: c.position),
    Field("date", "更正日期", lambda c: _day(c.on)),
    Field(
        "kind",
        "taken_off 暂缓命名、put_back 恢复命名、wording 更正文字、extended 延长公示",
        lambda c: c.kind,
    ),
    Field("position", "名单序号；更正整份公示的，这里空着", lambda c: c.entry and c.entry.position),
    Field("code", "代码", lambda c: c.entry.code if c.entry else ""),
    Field("name", "公示名单上的名称", lambda c: c.entry.name if c.entry else ""),
    Field("text", "更正的内容", lambda c: c.text),
)


def rows(year: int | None = None) -> list[list[Any]]:
    """One query, however many there are; sorted so that the same titles give the same bytes."""
    honours = Honour.objects.announced().select_related("community")
    if year:
        honours = honours.in_year(year)
    ordered = honours.order_by("year", "level", "community__code")
    return [[field.of(honour) for field in FIELDS] for honour in ordered.iterator()]


def correction_rows() -> list[list[Any]]:
    """Of all notices, in one query."""
    corrections = NoticeCorrection.objects.select_related("notice__cycle", "entry")
    ordered = corrections.order_by("notice__cycle__year", "position")
    return [[field.of(correction) for field in CORRECTION_FIELDS] for correction in ordered]


def records(rows: list[list[Any]], fields: Sequence[Field] = FIELDS) -> list[dict[str, Any]]:
    names = [field.name for field in fields]
    return [dict(zip(names, row, strict=True)) for row in rows]
