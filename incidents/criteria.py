"""The ten criteria of N 3(1), as one table that a lawyer can read, and how they are applied.

Pure: no database, no clock. `judge` only proposes; a person in the office determines.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from communities.period import FIRST_YEAR, PROGRAMME_BEGAN, whole_period
from incidents.facts import FACTS, Facts, Figure, OneOf
from incidents.kinds import Kind, Nature, Severity
from wufaan.errors import DomainError
from wufaan.marks import MarkedChoices, Shape, Tone


class Finding(MarkedChoices):
    """Whether an incident counts, for the rules or for the office."""

    COUNTS = "counts", Shape.CROSS, Tone.BAD, "计入"
    NOT = "not", Shape.CIRCLE, Tone.PAST, "不计入"

    @classmethod
    def of(cls, counts: bool) -> "Finding":
        return cls.COUNTS if counts else cls.NOT


def found_as(criterion: int | None, counts: bool | None) -> str:
    """计入第 4 项, or 不计入; blank where nobody has found yet."""
    if counts is None:
        return ""
    return f"{Finding.COUNTS.label}第 {criterion} 项" if counts else Finding.NOT.label


# What an accident is graded by.
FIGURES = ("deaths", "serious_injuries", "direct_loss")


@dataclass(frozen=True)
class Threshold:
    """A grade holds from any one of these figures on."""

    severity: Severity
    deaths: int
    serious_injuries: int
    direct_loss: Decimal


# Gravest first. Article 3 of State Council Decree 493, in force since 2007-06-01: before any year
# of the programme; fires are graded by the same figures. Criterion 8 speaks of the first two, the
# third only tells whether a grade fits its figures; what is less is general.
THRESHOLDS = [
    Threshold(Severity.EXTRAORDINARY, 30, 100, Decimal(100_000_000)),
    Threshold(Severity.MAJOR, 10, 50, Decimal(50_000_000)),
    Threshold(Severity.SERIOUS, 3, 10, Decimal(10_000_000)),
]


def implied_severity(facts: Facts) -> Severity | None:
    """The grade that deaths, serious injuries and direct loss amount to; None below serious."""
    for t in THRESHOLDS:
        if any((getattr(facts, name) or 0) >= getattr(t, name) for name in FIGURES):
            return t.severity
    return None


def no_figures(facts: Facts) -> bool:
    return all(getattr(facts, name) is None for name in FIGURES)


def _grave(facts: Facts) -> bool:
    grade = facts.severity or implied_severity(facts)
    return grade in (Severity.MAJOR, Severity.EXTRAORDINARY)


@dataclass(frozen=True)
class Condition:
    """When an incident counts: which facts it looks at, the test, both answers in words, and
    what is said where it does not count only for want of facts."""

    holds: Callable[[Facts], bool]
    counts_because: str
    or_not_because: str = ""
    facts: tuple[str, ...] = ()
    untold: Callable[[Facts], bool] = lambda f: False
    untold_because: str = ""

    def reason(self, facts: Facts) -> str:
        if self.holds(facts):
            return self.counts_because
        return self.untold_because if self.untold(facts) else self.or_not_because


ACCIDENT_FACTS = (*FIGURES, "severity")

always = Condition(lambda f: True, "此类案（事）件一经发生即计入。")
never = Condition(lambda f: False, "", "不属于十项标准所列种类，只作记录。")
dispute_escalated = Condition(
    lambda f: f.dispute_escalated,
    "因矛盾纠纷排查化解不到位转化升级。",
    "不是因矛盾纠纷排查化解不到位引发。",
    ("dispute_escalated",),
)
not_proactive = Condition(
    lambda f: not f.proactively_investigated,
    "不是公安机关主动查处的案件。",
    "系公安机关主动查处。",
    ("proactively_investigated",),
)
filed_as_criminal = Condition(
    lambda f: f.nature == Nature.CRIMINAL,
    "已立为刑事案件。",
    "没有立为刑事案件。",
    ("nature",),
)
control_failed = Condition(
    lambda f: f.control_failure,
    "存在漏管失控。",
    "没有漏管失控。",
    ("control_failure",),
)
grave_accident = Condition(
    _grave,
    "达到重大以上事故等级。",
    "没有达到重大事故等级。",
    ACCIDENT_FACTS,
    lambda f: no_figures(f) and not f.severity,
    "没有填写伤亡、损失和事故等级，暂按没有达到重大事故等级，请先核实。",
)
grave_impact = Condition(
    lambda f: f.grave_impact,
    "社会影响恶劣。",
    "没有造成恶劣影响。",
    ("grave_impact",),
)
vicious = Condition(lambda f: f.vicious, "属于恶性案件。", "不属于恶性案件。", ("vicious",))


@dataclass(frozen=True)
class Criterion:
    """One of the ten, in our own short words, with its clause of the notice."""

    number: int
    title: str
    clause: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "clause", f"实施方案三（一）{self.number}")


CRITERIA = {
    number: Criterion(number, title)
    for number, title in enumerate(
        [
            "矛盾纠纷没有及时化解，升级为命案、民转刑或个人极端暴力案件",
            "赴省进京上访、群访群闹",
            "聚众斗殴、寻衅滋事、涉黄涉赌涉毒（主动查处的除外）",
            "入室盗窃、传销、诈骗等可防性刑事案件",
            "黑恶势力，“三非”人员或涉恐重点人漏管失控",
            "严重精神障碍患者管控不力，肇事肇祸",
            "恶意炒作舆情",
            "重大以上交通、火灾、危爆等安全生产事故",
            "影响恶劣的涉校园安全案（事）件",
            "涉枪涉爆恶性案（事）件",
        ],
        1,
    )
}

# A year runs from November to October, and the first one may be given all of its months: what is
# older concerns no year.
FIRST_DAY = whole_period(FIRST_YEAR)[0]


@dataclass(frozen=True)
class Rule:
    """These kinds break this criterion when the condition holds, from that day on (and until
    the day before `in_force_until`, where a later rule replaces this one)."""

    criterion: int | None
    kinds: tuple[Kind, ...]
    counts_when: Condition
    in_force_from: date = PROGRAMME_BEGAN
    in_force_until: date | None = None

    def in_force_on(self, day: date) -> bool:
        return self.in_force_from <= day and (
            self.in_force_until is None or day < self.in_force_until
        )


RULES = [
    Rule(
        1,
        (Kind.HOMICIDE, Kind.DISPUTE_TURNED_CRIMINAL, Kind.EXTREME_VIOLENCE),
        dispute_escalated,
    ),
    Rule(2, (Kind.PETITION_TO_CAPITAL, Kind.GROUP_PETITION), always),
    Rule(3, (Kind.GROUP_BRAWL, Kind.PROVOKING_TROUBLE), always),
    Rule(3, (Kind.PROSTITUTION, Kind.GAMBLING, Kind.DRUGS), not_proactive),
    Rule(
        4,
        (Kind.BURGLARY, Kind.PYRAMID_SELLING, Kind.FRAUD, Kind.OTHER_PREVENTABLE),
        filed_as_criminal,
    ),
    Rule(5, (Kind.ORGANISED_CRIME,), always),
    Rule(5, (Kind.ILLEGAL_FOREIGNER, Kind.TERRORISM_RELATED), control_failed),
    Rule(6, (Kind.MENTAL_ILLNESS_HARM,), control_failed),
    Rule(7, (Kind.MALICIOUS_OPINION,), always),
    Rule(8, (Kind.TRAFFIC_ACCIDENT, Kind.FIRE, Kind.HAZMAT_ACCIDENT), grave_accident),
    Rule(9, (Kind.CAMPUS_SAFETY,), grave_impact),
    Rule(10, (Kind.FIREARMS, Kind.EXPLOSIVES), vicious),
    Rule(None, (Kind.OTHER,), never),
]


@dataclass(frozen=True)
class Proposal:
    """What the rules say of one incident, with the reasons in words that can be quoted."""

    criterion: int | None
    counts: bool
    reasons: tuple[str, ...]
    clause: str = ""


def judge(kind: Kind, facts: Facts, *, on: date) -> Proposal:
    """Apply the rule in force on the day of the incident."""
    rule = rule_for(kind, on=on)
    if rule is None:
        return Proposal(None, False, (f"{on} 还没有施行评选标准（{PROGRAMME_BEGAN} 起施行）。",))
    condition = rule.counts_when
    counts, reason = condition.holds(facts), condition.reason(facts)
    if rule.criterion is None:
        return Proposal(None, False, (reason,))
    return Proposal(
        rule.criterion,
        counts,
        (f"{Kind(kind).label}对照第 {rule.criterion} 项标准{Finding.of(counts).label}：", reason),
        CRITERIA[rule.criterion].clause,
    )


def rule_for(kind: Kind, *, on: date) -> Rule | None:
    """The rule for a kind on a day; None before the programme began."""
    return next((r for r in RULES if kind in r.kinds and r.in_force_on(on)), None)


def facts_needed(kind: Kind, *, on: date = PROGRAMME_BEGAN) -> tuple[str, ...]:
    """The facts that decide whether this kind counts: all that a form has to ask for. Before the
    programme, and while the year of a day is still being typed, those of its first rules."""
    rule = rule_for(kind, on=max(on, PROGRAMME_BEGAN))
    return rule.counts_when.facts if rule else ()


def may_break(kind: Kind) -> bool:
    """Whether a finding on one of this kind can make it count."""
    return any(kind in rule.kinds and rule.criterion for rule in RULES)


def touches_on_people(kind: Kind) -> bool:
    """Criteria 5 and 6: of such a case only the number of the police file is kept here."""
    return any(kind in rule.kinds for rule in RULES if rule.criterion in (5, 6))


def check_facts(kind: Kind, facts: Facts) -> None:
    check_answered(kind, facts)
    check_figures(facts)
    check_severity(facts)


def check_answered(kind: Kind, facts: Facts) -> None:
    """Refuse a kind without the answer on which its rule turns, as a criterion-4 case that does
    not say how it was filed (N 3(1)4)."""
    for name in facts_needed(kind):
        fact = FACTS[name]
        if isinstance(fact.input, OneOf) and fact.input.needed and not getattr(facts, name):
            *others, last = fact.input.options.labels
            offered = f"{'、'.join(others)}或{last}"
            raise DomainError(f"{Kind(kind).label}要写明{fact.short}：{offered}。", field=name)


def check_figures(facts: Facts) -> None:
    """Refuse a slip of the finger."""
    for name, value in facts.told().items():
        fact = FACTS[name]
        if isinstance(fact.input, Figure) and value > fact.input.most:
            raise DomainError(f"{fact.short}最多 {fact.input.most:,}，请核对。", field=name)


def check_severity(facts: Facts) -> None:
    """Refuse a grade below what the figures imply (N 3(1)8; Decree 493, art. 3)."""
    implied = implied_severity(facts)
    if implied and facts.severity and _rank(facts.severity) < _rank(implied):
        raise DomainError(
            f"事故等级填的是“{Severity(facts.severity).label}”，但{_figures_in_words(facts)}"
            f"已达到“{implied.label}”，请改正等级或核对数字。",
            field="severity",
        )


def doubt(kind: Kind, facts: Facts) -> str:
    """What is no error and yet to be looked at: a grade above what the figures imply, which may
    have other grounds (N 3(1)8; Decree 493, art. 3)."""
    if "severity" not in facts_needed(kind) or not facts.severity or no_figures(facts):
        return ""
    least = implied_severity(facts) or Severity.GENERAL
    if _rank(facts.severity) <= _rank(least):
        return ""
    return (
        f"等级高于伤亡数字，请核对：填的是“{Severity(facts.severity).label}”，"
        f"{_figures_in_words(facts)}。"
    )


def _rank(severity: str) -> int:
    return list(Severity).index(Severity(severity))


def _figures_in_words(facts: Facts) -> str:
    """Only those that were given."""
    rows = [(FACTS[name], value) for name, value in facts.told().items() if name in FIGURES]
    return "、".join(f"{fact.label} {fact.input.in_words(value)}" for fact, value in rows)
