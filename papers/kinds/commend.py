"""推荐表彰名单 (N 3(4)): the party organisations of communities that rose a level."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef

from evaluation.models import Cycle, Honour, Level
from evaluation.streaks.models import HonourQuerySet
from evaluation.year.queries import names_in
from papers.kinds.base import WHOLE_YEAR, Content, Field, PaperKind, Subject, Words, numbered
from wufaan.documents.official import Table

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
    honours = list(risen(cycle))
    levels = [honour.level for honour in honours]
    fields = {
        "升级数": str(len(honours)),
        "市级数": str(levels.count(Level.MUNICIPAL)),
        "省级数": str(levels.count(Level.PROVINCIAL)),
    }
    around = names_in(cycle.year, {h.community.parent_id for h in honours})
    rows = [
        [
            _organisation(h, around),
            h.township_name,
            h.name,
            h.get_level_display(),
            h.granted_on.isoformat(),
            h.document_number,
        ]
        for h in honours
    ]
    headers = ["序号", "党组织", "乡镇（街道）", "小区（村社）", "级别", "命名日期", "命名文号"]
    widths = [10, 27, 25, 25, 10, 26, 33]
    return Content(fields, [Table("推荐名单", headers, numbered(rows), widths)])


def _organisation(honour: Honour, around: Mapping[int | None, str]) -> str:
    """Of a compound with the village or neighbourhood in which it lies."""
    return f"{around.get(honour.community.parent_id, '')}{honour.name}党组织"


KIND = PaperKind(
    name="commend",
    title="推荐表彰名单",
    purpose="向组织部门推荐升级小区、村社的党组织",
    when="登记的本年度市级、省级命名比上一年度升级之后可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
)
