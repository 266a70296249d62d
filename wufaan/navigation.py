"""The rail of the staff pages, as data: who may see an entry is what its page asks for."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """`name` is the URL's name and what a page calls its `section`."""

    name: str
    label: str
    permission: Permission

    @property
    def url(self) -> str:
        return reverse(self.name)


_P = Permission

NAVIGATION = (
    Entry("station", "我的辖区", _P.REPORT_INCIDENT),
    Entry("dashboard", "总览", _P.SEE_CYCLES),
    Entry("accounts", "账号", _P.MANAGE_ACCOUNTS),
    Entry("queue", "认定", _P.DETERMINE),
    Entry("incidents", "案（事）件", _P.SEE_INCIDENTS),
    Entry("returns", "零报告", _P.SEE_INCIDENTS),
    Entry("work", "创建台账", _P.SEE_REGISTRY),
    Entry("cycles", "评选年度", _P.SEE_CYCLES),
    Entry("objections", "异议", _P.SEE_CYCLES),
    Entry("honours", "称号", _P.SEE_CYCLES),
    Entry("rereviews", "复核", _P.SEE_CYCLES),
    Entry("plaques", "证书牌匾", _P.SEE_CYCLES),
    Entry("papers", "文稿", _P.SEE_CYCLES),
    Entry("registry", "名录", _P.SEE_REGISTRY),
    Entry("stations", "派出所", _P.KEEP_STATIONS),
    Entry("holidays", "节假日", _P.RUN_CYCLE),
    Entry("imports", "导入", _P.IMPORT_FILES),
    Entry("jobs", "任务", _P.SEE_JOBS),
    Entry("audit", "审计", _P.SEE_AUDIT),
)


def entries_for(user) -> list[Entry]:
    return [entry for entry in NAVIGATION if user.can(entry.permission)]
