"""The columns of incident files (design §6), English and Chinese."""

from incidents.kinds import Kind, Nature, Severity
from incidents.workflow import State
from wufaan.sheets import values as v
from wufaan.sheets.reading import Column

INCIDENT_COLUMNS = [
    Column("number", "编号", v.text(40)),
    Column(
        "community_code",
        "小区（村社）代码",
        v.code(r"\d{12}(-X\d{2,})?", "小区（村社）代码"),
        required=True,
    ),
    Column("occurred_on", "发生日期", v.date_value, required=True),
    Column("kind", "种类", v.choice(v.words_of(Kind)), required=True),
    Column("nature", "性质", v.choice(v.words_of(Nature))),
    Column("dispute_escalated", "矛盾纠纷转化", v.boolean),
    Column("proactively_investigated", "主动查处", v.boolean),
    Column("control_failure", "漏管失控", v.boolean),
    Column("grave_impact", "影响恶劣", v.boolean),
    Column("vicious", "恶性案件", v.boolean),
    Column("deaths", "死亡人数", v.count),
    Column("serious_injuries", "重伤人数", v.count),
    Column("direct_loss", "直接经济损失（元）", v.money),
    Column("severity", "事故等级", v.choice(v.words_of(Severity))),
    Column("status", "状态", v.choice(v.words_of([State.SUBMITTED, State.DETERMINED]))),
    Column("summary", "简要情况", v.prose(500)),
]
