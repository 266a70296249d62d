"""The columns of incident files (design §6), English and Chinese."""

from incidents.kinds import Kind, Nature, Severity
from incidents.workflow import State
from wufaan.sheets import values as v
from wufaan.sheets.reading import Column

_ACCIDENT = "只有交通、火灾、危爆事故填"

INCIDENT_COLUMNS = [
    Column(
        "number",
        "编号",
        v.text(40),
        help="本所台账的编号；没有就留空，由系统编号。有编号的，改过文件再导入也不会重复",
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
        help="如 2025-03-01，不晚于今天",
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
        v.choice(v.words_of(Nature)),
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
    Column("status", "状态", v.choice(v.words_of([State.SUBMITTED, State.DETERMINED]))),
    Column(
        "summary",
        "简要情况",
        v.prose(500),
        help="500 字以内。不写姓名、证件号码、电话和车牌",
        example="凌晨入室，盗走现金",
    ),
]
