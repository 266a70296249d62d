"""The columns of incident files (design §6), English and Chinese: what imports read, and what
exports write so that imports read it."""

from collections.abc import Iterable

from import_export.fields import Field
from import_export.resources import ModelResource

from incidents.criteria import FIRST_DAY, facts_needed
from incidents.facts import FACTS, Fact, Figure
from incidents.kinds import Kind
from incidents.models import Incident
from incidents.workflow import State
from wufaan.sheets import values as v
from wufaan.sheets.reading import Column


def _of_fact(name: str, fact: Fact) -> Column:
    return Column(
        name,
        fact.short,
        fact.input.parse,
        choices=fact.input.choices,
        help=fact.help,
        example=fact.example,
    )


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
    *(_of_fact(name, fact) for name, fact in FACTS.items()),
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


class _Words:
    """Values as people read them."""

    def __init__(self, words: dict[str, str]):
        self.words = words

    def render(self, value, obj=None, **kwargs):
        return self.words.get(value, value)


class _OfFact(Field):
    """Figures are blank for kinds that do not ask for them: nobody was asked."""

    def __init__(self, name: str, fact: Fact):
        super().__init__(attribute=name, column_name=fact.short)
        self.fact = fact

    def export(self, incident: Incident, **kwargs):
        if isinstance(self.fact.input, Figure) and self.attribute not in _needed(incident):
            return None
        return self.fact.input.cell(self.get_value(incident))


def _needed(incident: Incident) -> tuple[str, ...]:
    return facts_needed(Kind(incident.kind), on=incident.occurred_on)


def _field(name: str, attribute: str | None = None, *, words: Iterable = ()) -> Field:
    widget = _Words(dict(words))
    return Field(attribute=attribute or name, column_name=_HEADERS[name], widget=widget)


_Facts = type(ModelResource)(
    "_Facts", (ModelResource,), {name: _OfFact(name, fact) for name, fact in FACTS.items()}
)


class IncidentResource(_Facts):
    """Expects incidents as `queries.listed` gives them."""

    number = _field("number")
    community_code = _field("community_code", "community__code")
    occurred_on = _field("occurred_on")
    kind = _field("kind", words=Kind.choices)
    status = _field("status", "state", words=State.choices)
    summary = _field("summary")
    police_file_number = _field("police_file_number")
    community_name = _field("community_name", "community__name")
    township_name = _field("township_name", "community__township__name")
    station_name = _field("station_name", "station__name")
    finding = Field(column_name=_HEADERS["finding"])

    class Meta:
        model = Incident
        fields = export_order = list(_HEADERS)

    def dehydrate_finding(self, incident: Incident) -> str:
        if incident.finding_counts is None:
            return ""
        return f"计入第 {incident.finding_criterion} 项" if incident.finding_counts else "不计入"
