"""Surveys of satisfaction as a file to import."""

from accounts.models import User
from accounts.permissions import Permission
from communities.models import Community
from communities.resources import listed
from evaluation.year.import_plan import SurveyImport
from jobs.import_kinds import ImportKind, Then, register

_NOTES = [
    "在第一张表里填写，一行一个小区（村社）。带 * 的列必填，表头不要改动。",
    "最省事的办法：在“满意度”页导出这一年的表，填上两列人数，再导入。",
    "两列人数都空的行不动；已经登记的会被新的人数代替。公示之后不能再改。",
    "只填人数，不写任何受访人的姓名、电话。",
]


def _places(by: User) -> dict[str, list[str]]:
    return listed(Community.objects.visible_to(by).taking_part())


register(
    ImportKind(
        place=3,
        name="surveys",
        title="满意度",
        advice="各小区、村社满意度测评的受访人数和满意人数，公示之前都可以导入。",
        permission=Permission.RUN_CYCLE,
        importing=SurveyImport,
        notes=_NOTES,
        lists=_places,
        then=Then("已经评估过的年度，重新评估之后才计入结果。", "去评选年度", "cycles"),
    )
)
