"""A station's incidents as a file to import."""

from accounts.models import User
from accounts.permissions import Permission
from communities.models import Community
from communities.resources import listed
from incidents.import_plan import IncidentImport
from jobs.import_kinds import ImportKind, register
from wufaan.clock import today

_NOTES = [
    "在第一张表里填写，一行一件。带 * 的列必填，表头不要改动，用不到的列可以删去。",
    "小区（村社）代码从下拉列表中选；列表见“选项”表，只有本所辖区的。",
    "不要写任何人的姓名、证件号码、电话和车牌：写了整个文件都不能导入。",
    "黑恶势力、三非人员、涉恐、精神障碍患者的案（事）件，“简要情况”留空，情况留在公安系统里。",
    "编号与已有的相同的，还没有认定的按这一行更正，预览里列出改什么；没有的列不动，空白的格子清空。",
    "不填编号、各列又都与已有的一件相同的，看作同一件，不再导入；确是另一件的，加一列“同一件”，填“另一件”。",
    "代码列是文本格式，请不要改成数字。不要合并单元格，不要用公式。",
]


def _places(by: User) -> dict[str, list[str]]:
    return listed(Community.objects.visible_to(by).existing_on(today()))


register(
    ImportKind(
        place=1,
        name="incidents",
        title="案（事）件",
        advice="本所辖区的案（事）件，导入后等待办公室认定。零星几件直接填报更快。",
        permission=Permission.REPORT_INCIDENT,
        importing=IncidentImport,
        notes=_NOTES,
        lists=_places,
    )
)
