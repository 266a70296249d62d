"""The rail of the staff pages, as data: who may see an entry is what its page asks for."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """`name` is the URL's name and what a page calls its `section`; `chapter` is the part of the
    user's guide (docs/user-guide/) that tells of it."""

    name: str
    label: str
    permission: Permission
    chapter: str

    @property
    def url(self) -> str:
        return reverse(self.name)


@dataclass(frozen=True)
class Group:
    label: str
    entries: tuple[Entry, ...]


_P = Permission

NAVIGATION = (
    Group(
        "",
        (
            Entry("station", "我的辖区", _P.REPORT_INCIDENT, "officer"),
            Entry("dashboard", "总览", _P.SEE_CYCLES, "dashboard"),
        ),
    ),
    Group(
        "上报与认定",
        (
            Entry("queue", "认定", _P.DETERMINE, "queue"),
            Entry("incidents", "案（事）件", _P.SEE_INCIDENTS, "officer"),
            Entry("returns", "零报告", _P.SEE_INCIDENTS, "officer"),
        ),
    ),
    Group(
        "评选",
        (
            Entry("cycles", "评选年度", _P.SEE_CYCLES, "candidates"),
            Entry("targets", "目标", _P.SEE_CYCLES, "targets"),
            Entry("objections", "异议", _P.SEE_CYCLES, "public"),
            Entry("honours", "称号", _P.SEE_CYCLES, "candidates"),
            Entry("nominations", "报上级命名", _P.SEE_CYCLES, "ladder"),
            Entry("rereviews", "复核", _P.SEE_CYCLES, "rereviews"),
            Entry("plaques", "证书牌匾", _P.SEE_CYCLES, "custody"),
            Entry("papers", "文稿", _P.SEE_CYCLES, "papers"),
        ),
    ),
    Group(
        "登记",
        (
            Entry("registry", "名录", _P.SEE_REGISTRY, "registry"),
            Entry("work", "创建台账", _P.SEE_REGISTRY, "work"),
            Entry("stations", "派出所", _P.KEEP_STATIONS, "registry"),
            Entry("imports", "导入", _P.IMPORT_FILES, "imports"),
        ),
    ),
    Group(
        "系统",
        (
            Entry("accounts", "账号", _P.MANAGE_ACCOUNTS, "accounts"),
            Entry("holidays", "节假日", _P.RUN_CYCLE, "dashboard"),
            Entry("jobs", "任务", _P.SEE_JOBS, "imports"),
            Entry("audit", "审计", _P.SEE_AUDIT, "audit"),
        ),
    ),
)

BEGINNINGS = ("station", "dashboard", "accounts")

# Fewer entries than these are seen at a glance and stand without headings.
MANY = 8


def groups_for(user) -> list[Group]:
    groups = [
        Group(group.label, tuple(e for e in group.entries if user.can(e.permission)))
        for group in NAVIGATION
    ]
    headed = sum(len(group.entries) for group in groups) >= MANY
    return [Group(g.label if headed else "", g.entries) for g in groups if g.entries]


def first_entry(user) -> Entry | None:
    """Where a role's work is: at the first of BEGINNINGS that it may see, else at the top of its
    rail."""
    entries = [entry for group in groups_for(user) for entry in group.entries]
    beginnings = (entry for entry in entries if entry.name in BEGINNINGS)
    return next(beginnings, entries[0] if entries else None)


def chapter_of(section: str) -> str:
    """The chapter of the user's guide for a page of that section, "" where there is none."""
    entries = (entry for group in NAVIGATION for entry in group.entries)
    return next((entry.chapter for entry in entries if entry.name == section), "")
