"""The table of incidents (design §6), in and out."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from django.utils.timezone import localdate

from communities.examples import example
from communities.resources import community_code
from incidents.criteria import FIRST_DAY, facts_needed
from incidents.facts import FACTS, Fact, Figure
from incidents.kinds import KINDS_BEFORE, Kind
from incidents.models import Incident, MonthlyReturn
from incidents.reports import THE_DAY
from incidents.returns import ReturnState
from incidents.workflow import State
from wufaan.sheets import values as v
from wufaan.sheets.resource import Column, Resource


def _facts() -> Iterator[tuple[str, Column]]:
    for name, fact in FACTS.items():
        yield name, _of_fact(name, fact)


def _of_fact(name: str, fact: Fact) -> Column:
    return Column(
        fact.short,
        fact.input.parse,
        of=partial(_figure, name) if isinstance(fact.input, Figure) else name,
        words=getattr(fact.input, "options", None),
        also=fact.before,
        help=fact.help,
        example=fact.example,
    )


def _figure(name: str, incident: Incident) -> int | Decimal | None:
    """Blank for kinds that do not ask for it: nobody was asked."""
    needed = facts_needed(Kind(incident.kind), on=incident.occurred_on)
    return getattr(incident, name) if name in needed else None


class IncidentResource(Resource):
    """Incidents as `queries.listed` gives them."""

    sheet_title = "案（事）件"
    unit = "件"

    number = Column(
        "编号",
        v.text,
        help="本所台账的编号；没有就留空，由系统编号。有编号的，改过文件再导入就是更正，不会重复",
    )
    community_code = community_code(
        header="小区（村社）代码",
        of="community__code",
        also=["代码"],
        help="从列表中选，或只填代码",
    )
    occurred_on = Column(
        "发生日期",
        v.date_value,
        required=True,
        help=f"{THE_DAY}写成年-月-日，不早于 {FIRST_DAY}，不晚于今天",
        example=example("{before}-03-01"),
    )
    kind = Column(
        "种类",
        v.choice(v.words_of(Kind), KINDS_BEFORE),
        words=Kind,
        required=True,
        help="从列表中选",
        example="入室盗窃",
    )
    vars().update(_facts())
    # Not in the template: what a station brings in waits for the office.
    status = Column("状态", of="state", words=State, asked=False)
    summary = Column(
        "简要情况",
        v.prose,
        help=f"{Incident.summary.field.max_length} 字以内，不写姓名、证件号码、电话和车牌；"
        "黑恶势力、三非人员、涉恐、精神障碍患者的留空",
        example="凌晨入室，盗走现金",
    )
    police_file_number = Column(
        "警综平台案件编号",
        v.text,
        also=["公安系统案卷号", "案卷号"],
        help="有编号的填；黑恶势力、三非人员、涉恐、精神障碍患者的只写它",
    )
    community_name = Column("小区（村社）名称", of="community__name")
    township_name = Column("乡镇名称", of="community__township__name")
    station_name = Column("派出所名称", of="station__name")
    finding = Column("认定", of="found_as")


ANOTHER = "new"


def _same_as(cell: object) -> str:
    """The number of the incident that the row speaks of, or that it is none on record."""
    value = v.text(cell)
    return ANOTHER if value in _ANOTHER else value


_ANOTHER = (ANOTHER, "另一件")


class IncomingIncidentResource(IncidentResource):
    """With what a row without a number may say beside: files that go out have numbers."""

    same_as = Column("同一件", _same_as, asked=False)


def _signer(signed: MonthlyReturn) -> str:
    return signed.signed_by.post_at(signed.signed_at)


class ReturnResource(Resource):
    """Stations' months as `returns.cells` gives them."""

    sheet_title = "月度案（事）件报告"
    unit = "份"

    station_code = Column("派出所代码", of="station__code")
    station = Column("派出所", of="station__name")
    month = Column("月份", of=lambda cell: f"{cell.month:%Y-%m}")
    state = Column("签字上报", words=ReturnState)
    signed = Column("上报件数", of="signed__incident_count")
    on_record = Column("现有件数")
    moved = Column("签字后有变动")
    signed_by = Column("签字人", of=lambda cell: cell.signed and _signer(cell.signed))
    signed_on = Column("签字日期", of=lambda cell: cell.signed and localdate(cell.signed.signed_at))
