"""Kinds in groups that a police officer looks for, for forms and filters."""

from incidents.criteria import RULES
from incidents.kinds import Kind

GROUPS = {
    1: "命案、纠纷升级",
    2: "上访、群体性事件",
    3: "斗殴滋事、黄赌毒",
    4: "盗窃、诈骗等可防性案件",
    5: "黑恶、三非、涉恐",
    6: "精神障碍患者肇事肇祸",
    7: "舆情",
    8: "交通、火灾、危爆事故",
    9: "校园安全",
    10: "枪支、爆炸物",
    None: "不属于以上各项",
}


def kinds_by_group() -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of a select, in the order of the criteria."""
    groups: dict[int | None, list[tuple[str, str]]] = {number: [] for number in GROUPS}
    for kind in Kind:
        # Any rule that ever held: a kind has stayed under its criterion since it began.
        number = next(rule.criterion for rule in RULES if kind in rule.kinds)
        groups[number].append((kind.value, kind.label))
    return [(GROUPS[number], kinds) for number, kinds in groups.items()]
