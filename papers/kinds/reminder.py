"""催办提醒: what waits at a station, once a month; as it is on the day when it is made."""

from communities.examples import example
from communities.models import Station
from evaluation.models import Cycle
from incidents.months import last_over
from incidents.station_work import in_words_of, waiting_for_answer_by
from papers.kinds.base import Content, Field, PaperKind, Subject, Words
from papers.wording import tight
from wufaan.clock import today
from wufaan.days import in_words

WORDS = Words(
    title="关于办理无发案创建评选有关事项的提醒（{月份}）",
    addressee="{派出所}",
    body="""截至{截至}，你所下列事项还没有办理，请尽快办理：
{待办事项}
没有发生案（事）件的月份也要签字上报。如实报告从不受处罚。""",
    signature="{领导小组}办公室",
)

FIELDS = (
    Field("派出所", "派出所名称", "某某派出所"),
    Field("月份", "制作前最后结束的月份", example("{year}年11月")),
    Field("截至", "制作的那一天", example("{year}年12月1日")),
    Field(
        "待办事项",
        "退回的、请核实的、限期整改的和缺的零报告，分项列出",
        "一、没有签字上报的月度报告（1项）",
    ),
)


def subjects(cycle: Cycle) -> list[Subject]:
    """With the latest year that there is: what waits now is no former year's."""
    if Cycle.objects.filter(year__gt=cycle.year).exists():
        return []
    waiting = waiting_for_answer_by(Station.objects.order_by("code"), today())
    return [Subject(station.code, station.name) for station in waiting]


def content(cycle: Cycle, about: str) -> Content:
    stations = Station.objects.answered_for_by(about)
    ((station, groups),) = waiting_for_answer_by(stations, today()).items()
    month = last_over(today())
    fields = {
        "派出所": station.name,
        "月份": f"{month.year}年{month.month}月",
        "截至": in_words(today()),
        "待办事项": tight(in_words_of(groups)),
    }
    return Content(fields)


KIND = PaperKind(
    name="reminder",
    title="催办提醒",
    purpose="提醒派出所办理缺的零报告、退回的、请核实的和限期整改的，每月一次",
    when="只在最近的年度，派出所有事项没有办理时可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
)
