"""An incident's facts, as one table: what a report tells beside place, day and kind because a
criterion turns on it. Forms, files, pages and the checks read off its rows; which kind asks for
which fact is said by the rules (incidents.criteria).

Pure: no database, no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices

from incidents.kinds import FILED_AS, Nature, Severity
from wufaan.sheets import values as v

NOT_TOLD = "没有填写"
_MYRIAD = 10_000


class YesNo:
    """Blank is no in a file; a form has to be answered."""

    blank = False
    parse = staticmethod(v.boolean)

    def in_words(self, value: bool) -> str:
        return "是" if value else "否"


@dataclass(frozen=True)
class OneOf:
    """One of some words. `offered`: value → how the form puts it, which files may write as well.
    `understood` are words for a value that files have too. `if_blank`: what holds without an
    answer; where nothing does, the answer is needed."""

    options: type[TextChoices]
    offered: Mapping[str, str]
    if_blank: str = ""
    understood: Mapping[str, str] = field(default_factory=dict)

    blank = ""

    @property
    def needed(self) -> bool:
        return not self.if_blank

    @property
    def parse(self) -> v.Parser:
        also = {words: value for value, words in self.offered.items()}
        return v.choice(v.words_of(self.options), {**also, **self.understood})

    def in_words(self, value: str) -> str:
        if value:
            return self.options(value).label
        return "，".join(filter(None, [NOT_TOLD, self.if_blank]))


@dataclass(frozen=True)
class Figure:
    """A number from 0 to `most`, what is more being a slip of the finger, with so many decimal
    places; None where nobody gave one, which is not 0."""

    unit: str
    parse: v.Parser
    most: int
    places: int = 0

    blank = None

    @property
    def digits(self) -> int:
        return len(str(self.most)) + self.places

    def in_words(self, value: int | Decimal | str | None) -> str:
        """Also of a value as the audit chain keeps it."""
        if value is None:
            return NOT_TOLD
        told = f"{Decimal(value):,.{self.places}f} {self.unit}"
        if self.places and Decimal(value) >= _MYRIAD:
            told += f"（{(Decimal(value) / _MYRIAD).normalize():f} 万元）"
        return told


Input = YesNo | OneOf | Figure


@dataclass(frozen=True)
class Fact:
    """One row. `short` heads a column and names a correction; `label` stands before the answer on
    a page; `question` is how the form asks. `help` and `example` are for the file's template;
    `before` is what headed the column in older files."""

    input: Input
    short: str
    label: str
    question: str
    help: str
    example: str
    before: tuple[str, ...]


def _fact(
    input: Input,
    short: str,
    *,
    help: str,
    label: str = "",
    question: str = "",
    example: str = "",
    before: tuple[str, ...] = (),
) -> Any:
    row = Fact(input, short, label or short, question or label or short, help, example, before)
    return field(default=input.blank, metadata={"fact": row})


_PERSONS = Figure("人", v.count, most=100_000)
YUAN = Figure("元", v.money, most=999_999_999_999, places=2)
_ACCIDENT = "只有交通、火灾、危爆事故填"


@dataclass(frozen=True)
class Facts:
    """What a report says of an incident. `direct_loss` is in CNY."""

    nature: str = _fact(
        OneOf(
            Nature,
            {nature.value: words for nature, words in FILED_AS.items()},
            understood={"行政": Nature.ADMINISTRATIVE, "行政案件": Nature.ADMINISTRATIVE},
        ),
        "立案性质",
        before=("性质",),
        help="可防性案件（入室盗窃、传销、诈骗等）必填",
        example="刑事",
    )
    dispute_escalated: bool = _fact(
        YesNo(),
        "矛盾纠纷转化",
        label="因矛盾纠纷排查化解不到位转化",
        question="是否由矛盾纠纷排查化解不到位引发",
        help="命案、民转刑、个人极端暴力案件：矛盾纠纷没有排查化解到位的填“是”",
    )
    proactively_investigated: bool = _fact(
        YesNo(),
        "主动查处",
        label="公安机关主动查处",
        question="是否由公安机关主动查处",
        help="涉黄、涉赌、涉毒：公安机关主动查处的填“是”",
    )
    control_failure: bool = _fact(
        YesNo(),
        "漏管失控",
        question="是否漏管失控",
        help="三非人员、涉恐重点人、精神障碍患者：漏管失控的填“是”",
    )
    grave_impact: bool = _fact(
        YesNo(),
        "影响恶劣",
        label="社会影响恶劣",
        question="社会影响是否恶劣",
        help="涉校园安全：影响恶劣的填“是”",
    )
    vicious: bool = _fact(
        YesNo(),
        "恶性案件",
        question="是否恶性案（事）件",
        help="涉枪、涉爆：恶性的填“是”",
    )
    deaths: int | None = _fact(
        _PERSONS, "死亡人数", label="死亡", question="死亡人数", help=_ACCIDENT
    )
    serious_injuries: int | None = _fact(
        _PERSONS, "重伤人数", label="重伤", question="重伤人数", help=_ACCIDENT
    )
    direct_loss: Decimal | None = _fact(
        YUAN,
        "直接经济损失（元）",
        label="直接经济损失",
        question="直接经济损失（元，也可以写 120万）",
        help=f"{_ACCIDENT}；也可以写 120万",
    )
    severity: str = _fact(
        OneOf(Severity, dict(Severity.choices), if_blank="按数字推定"),
        "事故等级",
        help=f"{_ACCIDENT}；空白按伤亡和损失推定",
    )

    def told(self) -> dict[str, Any]:
        """Without what nobody gave, and what does not hold."""
        given = {name: getattr(self, name) for name in FACTS}
        return {name: value for name, value in given.items() if value != FACTS[name].input.blank}


FACTS: dict[str, Fact] = {f.name: f.metadata["fact"] for f in fields(Facts)}
