"""Two files of one station: one that was refused, one that waits for its yes."""

from datetime import date
from typing import Any

from accounts.models import User
from communities.models import Community
from jobs import import_actions
from jobs.models import FileImport
from wufaan.sheets.writing import xlsx_bytes

_HEADER = ["编号", "小区（村社）代码*", "发生日期*", "种类*", "立案性质", "主动查处", "简要情况"]


def bring(*, day: date, by: User) -> None:
    """Uploaded by an officer, and checked. Nothing of them is imported."""
    first, second, *_ = Community.objects.visible_to(by).existing_on(day).order_by("code")
    good = [
        ["", first.code, day.isoformat(), "赌博", "", "是", "棋牌室聚赌，主动查处"],
        ["", second.code, day.isoformat(), "诈骗", "刑事", "", "网络刷单诈骗"],
    ]
    wrong = [*good, ["", second.code, day.isoformat(), "入室盗窃", "", "", "撬窗入室"]]
    good = [[*good[0][:3], "涉赌", *good[0][4:]], good[1]]
    for name, rows in (("本月台账.xlsx", wrong), ("本月台账（改好）.xlsx", good)):
        _upload(name, rows, by)


def _upload(name: str, rows: list[list[Any]], by: User) -> FileImport:
    content = xlsx_bytes(_HEADER, rows, title="案（事）件")
    file_import = import_actions.upload(kind="incidents", name=name, content=content, by=by)
    return import_actions.check(file_import=file_import)
