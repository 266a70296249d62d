"""推荐表彰名单 (N 3(4)): the party organisations of communities that rose a level."""

from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from evaluation.ladder.corrections import with_corrections
from evaluation.models import Cycle, Honour, Level
from evaluation.streaks.models import HIGHER, HonourQuerySet
from evaluation.year.queries import names_in
from papers.kinds.base import LETTER, WHOLE_YEAR, Content, Field, PaperKind, Subject, Words
from wufaan.documents.official import Form, Table
from wufaan.sheets.resource import Column, Position, Resource

WORDS = Words(
    title="关于推荐表彰{年度}年度创建工作先进党组织的函",
    addressee="中共{县}委组织部",
    body="""{年度}年度，我县有{升级数}个小区、村社的称号比上一年度升级，其中升为市级的{市级数}个、升为省级的{省级数}个。根据创建工作方案，现将所在村（社区）、小区的党组织推荐给你单位，建议按规定和权限予以表彰。
推荐名单和上级命名文件的文号见附件。
专此函达。""",
)

FIELDS = (
    Field("升级数", "本年度升级的合计", "15"),
    Field("市级数", "升为市级的", "12"),
    Field("省级数", "升为省级的", "3"),
)


class Risen(NamedTuple):
    """A title, and where a compound lies."""

    honour: Honour
    around: str


class CommendResource(Resource):
    """Titles as `Risen`."""

    position = Position("序号", width=10)
    organisation = Column("党组织", of=lambda r: f"{r.around}{r.honour.name}党组织", width=24)
    township = Column("乡镇（街道）", of="honour__township_name", width=25)
    name = Column("小区（村社）", of="honour__name", width=25)
    level = Column("级别", of="honour__level", words=Level, width=10)
    granted_on = Column("命名日期", of=lambda r: r.honour.granted_on.isoformat(), width=26)
    document_number = Column("命名文号", of=lambda r: _number(r.honour), width=36)


def _number(honour: Any) -> str:
    """With what was on record before it was corrected."""
    before = [line for correction in honour.corrections for line in correction.lines]
    told = "；".join(f"{line.label}原登记为“{line.before}”" for line in before)
    return f"{honour.document_number}（{told}）" if told else honour.document_number


def risen(cycle: Cycle) -> HonourQuerySet:
    """Higher than what the place held the year before, the highest first. Each place is there
    once: whoever rises to the province was at the city's level before. Levels sort upwards."""
    before = Honour.objects.standing().in_year(cycle.year - 1)
    before = before.filter(community=OuterRef("community"))
    held = Exists(before.filter(level__gte=OuterRef("level")))
    honours = (
        Honour.objects.standing().in_year(cycle.year).filter(~held).exclude(level=Level.COUNTY)
    )
    return honours.select_related("community").order_by(
        "-level", "township_code", "community__code"
    )


def subjects(cycle: Cycle) -> list[Subject]:
    return [WHOLE_YEAR] if risen(cycle).exists() else []


def content(cycle: Cycle, about: str) -> Content:
    honours = with_corrections(risen(cycle))
    levels = [honour.level for honour in honours]
    fields = {
        "升级数": str(len(honours)),
        "市级数": str(levels.count(Level.MUNICIPAL)),
        "省级数": str(levels.count(Level.PROVINCIAL)),
    }
    around = names_in(cycle.year, {h.community.parent_id for h in honours})
    rows = [Risen(h, around.get(h.community.parent_id, "")) for h in honours]
    return Content(fields, [Table.of("推荐名单", CommendResource, rows)])


KIND = PaperKind(
    name="commend",
    title="推荐表彰名单",
    purpose="向组织部门推荐升级小区、村社的党组织",
    when=f"登记的本年度{HIGHER}命名比上一年度升级之后可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
    forms={Form.PLAIN: LETTER, Form.LETTER: LETTER},
)
