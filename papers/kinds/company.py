"""物业企业证据清单 (N 3(5)): facts for the credit system, with the company's right to have them
corrected and the days for which they hold. No score and no ranking: that is not this office's."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from audit.models import Event, subject_label
from communities.examples import example
from communities.models import Community, PropertyCompany
from evaluation.models import (
    Cycle,
    Finding,
    Honour,
    HonourState,
    Level,
    Verdict,
)
from evaluation.year.queries import names_in
from evaluation.year.rules import Outcome
from incidents.criteria import touches_on_people
from incidents.kinds import Kind
from papers.kinds import named
from papers.kinds.base import LETTER, Content, Field, PaperKind, Subject, Words
from wufaan.days import in_words
from wufaan.documents.official import Form, Table
from wufaan.sheets.resource import Column, Position, Resource

# A company may ask for a correction for so long, and the list holds until the next year's.
CORRECTION_WORKING_DAYS = 15

WORDS = Words(
    title="{年度}年度物业服务企业安全防范责任证据清单",
    addressee="{企业}",
    body="""根据“无发案小区”创建评选结果，现将贵企业（统一社会信用代码{信用代码}）{年度}年度（{评选期}）期末服务的{小区数}个小区的有关事实列明如下，见附件。本清单只列事实，不评分，不排名。
一、用途
本清单供信用信息主管部门归集，业主委员会、房地产开发企业选聘物业服务企业时可以参考。
二、更正
贵企业认为所列事实有误的，可以自收到本清单之日起{更正期限}个工作日内向出具单位书面申请更正，并附说明；经核实有误的，更正后重新出具，原清单作废。
三、有效期
本清单自出具之日起有效，至{有效期至}；期间有关事实被更正或者称号被撤销的，以重新出具的为准。""",
)

FIELDS = (
    Field("企业", "物业服务企业的名称", "某某物业服务有限公司"),
    Field("信用代码", "统一社会信用代码", example("{credit_code}")),
    Field("小区数", "评选期末服务的小区", "3"),
    Field("命名数", "其中获得称号的", "2"),
    Field("更正期限", "申请更正的工作日数", "15"),
    Field("有效期至", "下一年度评选期的最后一天", example("{after}年10月31日")),
)


class Served(NamedTuple):
    """A compound's result, the name of where it lies, and its title."""

    verdict: Verdict
    around: str
    honour: Honour | None

    @property
    def stands(self) -> bool:
        return self.honour is not None and self.honour.state == HonourState.STANDING

    @property
    def title(self) -> str:
        """Which title; that it ended; that it was withheld, and not why."""
        if not self.honour:
            return "暂缓命名" if self.verdict.withheld_reason else "无"
        ended = "" if self.stands else f"（{self.honour.get_state_display()}）"
        return f"{self.honour.get_level_display()}{self.honour.title}{ended}"


class ServedResource(Resource):
    """Compounds as `Served`."""

    position = Position("序号", width=10)
    code = Column("小区代码", of="verdict__code", width=40)
    name = Column("小区名称", of="verdict__name", width=29)
    around = Column("所在村（社区）", width=29)
    outcome = Column("评估结果", of="verdict__outcome", words=Outcome, width=18)
    title = Column("称号", width=30)


def _kind(finding: Finding) -> str:
    """Of what touches on people a private company learns the criterion and nothing more."""
    kind = Kind(finding.incident.kind)
    return "—" if touches_on_people(kind) else str(kind.label)


class FactResource(Resource):
    """Findings: when, what, which criterion, when it was determined."""

    position = Position("序号", width=10)
    name = Column("小区名称", of="verdict__name", width=20)
    number = Column("案（事）件编号", of="incident__number", width=31)
    occurred_on = Column("发生日期", of=lambda f: f.incident.occurred_on.isoformat(), width=26)
    kind = Column("种类", of=_kind, width=18)
    criterion = Column("未达到的标准", of=lambda f: f"第{f.criterion}项", width=25)
    determined_on = Column("认定日期", of=lambda f: f.determination.at.date().isoformat(), width=26)


def subjects(cycle: Cycle) -> list[Subject]:
    if not cycle.is_awarded:
        return []
    codes = {code for code in companies(cycle).values() if code}
    rows = PropertyCompany.objects.filter(code__in=codes).order_by("code")
    return [Subject(company.code, company.name) for company in rows]


def companies(cycle: Cycle) -> dict[int, str]:
    """Compound → the code of the company that looked after it at the end of the period: what the
    first change since then says was there before it, or else who does now."""
    compounds = Community.objects.filter(verdicts__cycle=cycle, parent__isnull=False)
    now = dict(compounds.values_list("pk", "property_company__code"))
    by_label = {subject_label(Community(pk=pk)): pk for pk in now}
    for subject, before in _changes(cycle.ends_on, by_label):
        now[by_label[subject]] = before
    return now


def _changes(day: date, subjects: Iterable[str]) -> "QuerySet[Event, tuple[str, str]]":
    """Changes of company after that day, latest first, so that the first of them is read last."""
    events = Event.objects.filter(verb="community_changed", subject__in=subjects)
    changes = events.filter(data__before__has_key="property_company").exclude(
        pk__in=events.until(day).values("pk")
    )
    return changes.order_by("-sequence").values_list("subject", "data__before__property_company")


def content(cycle: Cycle, about: str) -> Content:
    company = PropertyCompany.objects.get(code=about)
    own = [pk for pk, code in companies(cycle).items() if code == about]
    verdicts = list(named.verdicts(cycle).filter(community__in=own))
    around = names_in(cycle.year, {v.community.parent_id for v in verdicts})
    titles = Honour.objects.at(Level.COUNTY).filter(cycle=cycle, community__in=own)
    honours = {honour.community_id: honour for honour in titles}
    served = [
        Served(v, around.get(v.community.parent_id, ""), honours.get(v.community_id))
        for v in verdicts
    ]
    fields = {
        "企业": company.name,
        "信用代码": company.code,
        "小区数": str(len(served)),
        "命名数": str(sum(s.stands for s in served)),
        "更正期限": str(CORRECTION_WORKING_DAYS),
        "有效期至": in_words(_valid_until(cycle)),
    }
    counted = [finding for v in verdicts for finding in v.findings.all()]
    tables = [
        Table.of("服务的小区和评估结果", ServedResource, served),
        Table.of("计入评估的案（事）件", FactResource, counted),
    ]
    return Content(fields, tables)


def _valid_until(cycle: Cycle) -> date:
    return cycle.ends_on.replace(year=cycle.ends_on.year + 1)


KIND = PaperKind(
    name="company",
    title="物业企业证据清单",
    purpose="向物业服务企业出具其服务小区的评选事实，可以申请更正",
    when="领导小组批准之后可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
    forms={Form.PLAIN: "", Form.LETTER: LETTER},
)
