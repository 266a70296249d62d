"""The registry as a file to import."""

from accounts.permissions import Permission
from communities.importing import plan_import
from communities.models import Station, Township
from communities.resources import COMMUNITY_COLUMNS
from jobs.imports import ImportKind, register
from wufaan.sheets.templates import template_bytes

_NOTES = [
    "在第一张表里填写，一行一个小区或村社。带 * 的列必填，表头不要改动，列可以删减。",
    "按代码识别：已有的更新，没有的新增。文件里没有的列保持不变，有列而留空的会被清空。",
    "代码列是文本格式，请不要改成数字。不要合并单元格，不要用公式。",
]


def template(by) -> bytes:
    return template_bytes(
        title="名录",
        columns=COMMUNITY_COLUMNS,
        lists={
            "township_code": [f"{t.code} {t.name}" for t in Township.objects.all()],
            "station_code": [f"{s.code} {s.name}" for s in Station.objects.all()],
        },
        notes=_NOTES,
    )


register(
    ImportKind(
        name="communities",
        title="名录",
        advice="小区、行政村、社区。按代码识别，已有的更新，没有的新增。",
        permission=Permission.KEEP_REGISTRY,
        columns=COMMUNITY_COLUMNS,
        plan=plan_import,
        template=template,
    )
)
