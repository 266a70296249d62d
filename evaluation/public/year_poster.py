"""The list of a published year as a sheet for the notice board."""

from django.urls import reverse

from evaluation.notice.poster import Sheet
from evaluation.notice.townships import Line
from evaluation.public.queries import yearly_list
from evaluation.streaks.models import Honour, HonourState
from evaluation.year.models import Cycle
from wufaan.days import in_words
from wufaan.documents.glyphs import check_printable


def of_year(cycle: Cycle) -> Sheet:
    """As its page has it on this day: what has become of a title since stands beside it."""
    titles = list(yearly_list(cycle.year))
    steps = {step.verb: step.on for step in cycle.steps.all()}
    check_printable(cycle.issuer, "命名单位")
    return Sheet(
        of=f"{cycle.year}年度名单",
        title=f"{cycle.year}年度“无发案小区”“无发案村社”名单",
        lines=[
            f"评选期{in_words(cycle.starts_on)}至{in_words(cycle.ends_on)}，"
            f"{in_words(steps['approve'])}批准命名，{in_words(steps['publish'])}公布。"
        ],
        hints=["手机扫码", "看名单和历年称号"],
        path=reverse("year", args=[cycle.year]),
        issuer=cycle.issuer,
        dated=steps["publish"],
        list_title=f"命名名单（共 {len(titles)} 个）",
        listed=titles,
        marks=_marks,
        proof="公布以后称号有变动的，以网页上的名单为准。",
    )


def _marks(line: Line) -> list[str]:
    marks = ["先进典型"] if line.exemplar else []
    if isinstance(line, Honour) and line.state != HonourState.STANDING:
        marks.append(line.get_state_display())
    return marks
