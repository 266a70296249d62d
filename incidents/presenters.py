"""What pages say about an incident, in words. Reads only what it is handed."""

from decimal import Decimal

from incidents.criteria import CRITERIA, Facts, facts_needed
from incidents.kinds import Kind, Nature, Severity
from incidents.models import Incident

# The facts as questions that a clerk would ask; the answer follows.
QUESTIONS = {
    "nature": "立案性质",
    "dispute_escalated": "因矛盾纠纷排查化解不到位转化",
    "proactively_investigated": "公安机关主动查处",
    "control_failure": "漏管失控",
    "grave_impact": "社会影响恶劣",
    "vicious": "恶性案件",
    "deaths": "死亡",
    "serious_injuries": "重伤",
    "direct_loss": "直接经济损失",
    "severity": "事故等级",
}


def facts_in_words(incident: Incident) -> list[tuple[str, str]]:
    """Only those that decide whether this kind counts."""
    needed = facts_needed(Kind(incident.kind), on=incident.occurred_on)
    return [(QUESTIONS[name], _answer(name, incident.facts)) for name in needed]


def finding_in_words(criterion: int | None, counts: bool) -> str:
    """计入第 4 项, 不计入（对照第 4 项）."""
    if counts:
        return f"计入第 {criterion} 项"
    return f"不计入（对照第 {criterion} 项）" if criterion else "不计入"


def title_of(criterion: int | None) -> str:
    return CRITERIA[criterion].title if criterion else ""


def _answer(name: str, facts: Facts) -> str:
    value = getattr(facts, name)
    if value is None:
        return "没有填写"
    if name == "nature":
        return Nature(value).label if value else "没有填写"
    if name == "severity":
        return Severity(value).label if value else "没有填写，按数字推定"
    if name == "direct_loss":
        return f"{value.quantize(Decimal('0.01')):,} 元"
    if name in ("deaths", "serious_injuries"):
        return f"{value} 人"
    return "是" if value else "否"
