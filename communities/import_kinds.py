"""The registry, and the work records, as files to import."""

from accounts.models import User
from accounts.permissions import Permission
from communities.import_plan import CommunityImport
from communities.models import Community, Station, Township
from communities.resources import listed
from communities.work_import_plan import WorkImport
from jobs.import_kinds import ImportKind, register

_NOTES = [
    "在第一张表里填写，一行一个小区或村社。带 * 的列必填，表头不要改动，列可以删减。",
    "按代码识别：已有的更新，没有的新增。文件里没有的列保持不变，有列而留空的会被清空。",
    "代码列是文本格式，请不要改成数字。不要合并单元格，不要用公式。",
]

_WORK_NOTES = [
    "在第一张表里填写，一行一个小区（村社）的一个事项。带 * 的列必填，表头不要改动。",
    "最省事的办法：在“创建台账”页导出本辖区的台账，改好状态和情况，再导入。",
    "已有的更新，没有的新增。文件里没有的列保持不变，有列而留空的会被清空。",
    "小区六项，村社五项，见“选项”表。信息员只写人数，不写是谁。",
    "不要写任何人的姓名、证件号码、电话：写了整个文件都不能导入。",
]


def _registry_lists(by: User) -> dict[str, list[str]]:
    return {
        "township_code": [f"{t.code} {t.name}" for t in Township.objects.all()],
        "station_code": [f"{s.code} {s.name}" for s in Station.objects.existing()],
    }


def _places(by: User) -> dict[str, list[str]]:
    return listed(Community.objects.visible_to(by).taking_part())


register(
    ImportKind(
        place=4,
        name="communities",
        title="名录",
        advice="小区、行政村、社区。按代码识别，已有的更新，没有的新增。",
        permission=Permission.KEEP_REGISTRY,
        importing=CommunityImport,
        notes=_NOTES,
        lists=_registry_lists,
    )
)

register(
    ImportKind(
        place=2,
        name="work",
        title="创建台账",
        advice="各小区、村社当年各项工作的状态和情况。几个小区直接在“创建台账”页填更快。",
        permission=Permission.KEEP_WORK_RECORD,
        importing=WorkImport,
        notes=_WORK_NOTES,
        lists=_places,
    )
)
