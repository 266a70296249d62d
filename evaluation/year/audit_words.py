"""What the audit trail says of a year up to its notice."""

from audit import words
from audit.words import Area
from evaluation.year.models import CalendarDay, Cycle, Survey, Verdict
from evaluation.year.rules import Outcome

AREA = Area(4, "评选年度")

words.verbs(
    AREA,
    {
        "cycle_assessed": "评估",
        "cycle_configured": "修改年度设置",
        "cycle_opened": "建立年度",
        "holiday_cleared": "节假日恢复按星期计算",
        "holiday_set": "设置节假日",
        "survey_recorded": "登记满意度",
        "verdict_exemplar": "选定或取消先进典型",
    },
)
words.subject(Cycle, number="year")
words.subject(CalendarDay, called=("day",))
words.subject(Verdict, called=("cycle__year", "name"), about="community")
words.subject(
    Survey,
    called=("cycle__year", "community__name"),
    kind="满意度",
    about="community",
    keys={"respondents": "受访人数", "satisfied": "满意人数"},
)
words.keys({"broken": "计入案（事）件", **dict(Outcome.choices)})
