"""The columns of incident files (design §6), English and Chinese: what imports read, and what
exports write so that imports read it."""

from decimal import Decimal

from import_export.fields import Field
from import_export.resources import ModelResource

from incidents.criteria import FIGURES, FIRST_DAY, facts_needed
from incidents.kinds import FILED_AS, Kind, Nature, Severity
from incidents.models import Incident
from incidents.workflow import State
from wufaan.sheets import values as v
from wufaan.sheets.reading import Column

_ACCIDENT = "只有交通、火灾、危爆事故填"

INCIDENT_COLUMNS = [
    Column(
        "number",
        "编号",
        v.text(40),
        help="本所台账的编号；没有就留空，由系统编号。有编号的，改过文件再导入就是更正，不会重复",
    ),
    Column(
        "community_code",
        "小区（村社）代码",
        v.listed_code(r"\d{12}(-X\d{2,})?", "小区（村社）代码"),
        required=True,
        help="从列表中选，或只填代码",
        example="530521101001",
    ),
    Column(
        "occurred_on",
        "发生日期",
        v.date_value,
        required=True,
        help=f"如 2025-03-01，不早于 {FIRST_DAY}，不晚于今天",
        example="2025-03-01",
    ),
    Column(
        "kind",
        "种类",
        v.choice(v.words_of(Kind)),
        required=True,
        choices=Kind.labels,
        help="从列表中选",
        example="入室盗窃",
    ),
    Column(
        "nature",
        "性质",
        v.choice(v.words_of(Nature), {word: nature.value for nature, word in FILED_AS.items()}),
        choices=Nature.labels,
        help="可防性案件（入室盗窃、传销、诈骗等）必填",
        example="刑事",
    ),
    Column(
        "dispute_escalated",
        "矛盾纠纷转化",
        v.boolean,
        choices=v.YES_NO,
        help="命案、民转刑、个人极端暴力案件：矛盾纠纷没有排查化解到位的填“是”",
    ),
    Column(
        "proactively_investigated",
        "主动查处",
        v.boolean,
        choices=v.YES_NO,
        help="涉黄、涉赌、涉毒：公安机关主动查处的填“是”",
    ),
    Column(
        "control_failure",
        "漏管失控",
        v.boolean,
        choices=v.YES_NO,
        help="三非人员、涉恐重点人、精神障碍患者：漏管失控的填“是”",
    ),
    Column(
        "grave_impact",
        "影响恶劣",
        v.boolean,
        choices=v.YES_NO,
        help="涉校园安全：影响恶劣的填“是”",
    ),
    Column(
        "vicious",
        "恶性案件",
        v.boolean,
        choices=v.YES_NO,
        help="涉枪、涉爆：恶性的填“是”",
    ),
    Column("deaths", "死亡人数", v.count, help=_ACCIDENT),
    Column("serious_injuries", "重伤人数", v.count, help=_ACCIDENT),
    Column("direct_loss", "直接经济损失（元）", v.money, help=_ACCIDENT),
    Column(
        "severity",
        "事故等级",
        v.choice(v.words_of(Severity)),
        choices=Severity.labels,
        help=f"{_ACCIDENT}；空白按伤亡和损失推定",
    ),
    Column("status", "状态", v.choice(v.words_of(State))),
    Column(
        "summary",
        "简要情况",
        v.prose(500),
        help="500 字以内，不写姓名、证件号码、电话和车牌；"
        "黑恶势力、三非人员、涉恐、精神障碍患者的留空",
        example="凌晨入室，盗走现金",
    ),
    Column(
        "police_file_number",
        "公安系统案卷号",
        v.text(40),
        help="有案卷号的填；黑恶势力、三非人员、涉恐、精神障碍患者的只写它",
    ),
    Column("community_name", "小区（村社）名称", v.text(60), only_told=True),
    Column("township_name", "乡镇名称", v.text(50), only_told=True),
    Column("station_name", "派出所名称", v.text(50), only_told=True),
    Column("finding", "认定", v.text(20), only_told=True),
]
_HEADERS = {column.name: column.header for column in INCIDENT_COLUMNS}
_WORDS = {
    "kind": dict(Kind.choices),
    "nature": dict(Nature.choices),
    "severity": dict(Severity.choices),
    "state": dict(State.choices),
}


def _field(name: str, attribute: str | None = None) -> Field:
    return Field(attribute=attribute or name, column_name=_HEADERS[name], widget=_Words(name))


class _Words:
    """Values as people read them; blank for what does not hold."""

    def __init__(self, name: str):
        self.words = _WORDS.get("state" if name == "status" else name)

    def render(self, value, obj=None, **kwargs):
        if isinstance(value, bool):
            return "是" if value else ""
        return self.words.get(value, "") if self.words else value


class IncidentResource(ModelResource):
    """Expects incidents as `queries.listed` gives them."""

    number = _field("number")
    community_code = _field("community_code", "community__code")
    occurred_on = _field("occurred_on")
    kind = _field("kind")
    nature = _field("nature")
    dispute_escalated = _field("dispute_escalated")
    proactively_investigated = _field("proactively_investigated")
    control_failure = _field("control_failure")
    grave_impact = _field("grave_impact")
    vicious = _field("vicious")
    deaths = _field("deaths")
    serious_injuries = _field("serious_injuries")
    direct_loss = _field("direct_loss")
    severity = _field("severity")
    status = _field("status", "state")
    summary = _field("summary")
    police_file_number = _field("police_file_number")
    community_name = _field("community_name", "community__name")
    township_name = _field("township_name", "community__township__name")
    station_name = _field("station_name", "station__name")
    finding = Field(column_name=_HEADERS["finding"])

    class Meta:
        model = Incident
        fields = export_order = list(_HEADERS)

    def dehydrate_deaths(self, incident: Incident) -> int | None:
        return _of_accident(incident, incident.deaths)

    def dehydrate_serious_injuries(self, incident: Incident) -> int | None:
        return _of_accident(incident, incident.serious_injuries)

    def dehydrate_direct_loss(self, incident: Incident) -> Decimal | None:
        return _of_accident(incident, incident.direct_loss)

    def dehydrate_finding(self, incident: Incident) -> str:
        if incident.finding_counts is None:
            return ""
        return f"计入第 {incident.finding_criterion} 项" if incident.finding_counts else "不计入"


def _of_accident(incident: Incident, figure):
    """Blank for what is no accident: nobody was asked."""
    needed = facts_needed(Kind(incident.kind), on=incident.occurred_on)
    return figure if set(FIGURES) <= set(needed) else None
