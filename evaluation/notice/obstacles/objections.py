"""Of answering an objection."""

from collections.abc import Iterator

from evaluation.notice.models import NoticeEntry, Objection, ObjectionState
from evaluation.streaks.models import Honour, Level
from wufaan.obstacles import Obstacle


def of_answered(objection: Objection, so: str) -> Iterator[Obstacle]:
    """Of what is done before the answer; `so` goes on with the sentence that there is one."""
    if objection.state != ObjectionState.RECEIVED:
        yield Obstacle(f"{objection.reference} 已经答复{so}。")


def of_upholding(objection: Objection, finding: str) -> Iterator[Obstacle]:
    if finding == ObjectionState.UPHELD and not (objection.entry or objection.missing):
        yield Obstacle(
            "异议成立的，请选定名单中的哪一个：它随即暂缓命名。说不到哪一个的，不能按成立答复。",
            at="entry",
        )


def of_answering_again(objection: Objection, finding: str = "") -> Iterator[Obstacle]:
    """Of a second answer; `finding` is what it would find, blank where that is open."""
    if objection.state == ObjectionState.RECEIVED:
        yield Obstacle(f"{objection.reference} 还没有答复，不用再次答复。")
    turns = finding == ObjectionState.UPHELD != objection.state
    if turns and objection.entry and _is_titled(objection.entry):
        yield Obstacle(
            f"“{objection.entry.name}”的称号已经授予，暂缓不了。查实不符合标准的，"
            "请先在称号页办理撤销，再答复异议成立。"
        )


def _is_titled(entry: NoticeEntry) -> bool:
    titles = Honour.objects.standing().at(Level.COUNTY).in_year(entry.notice.cycle.year)
    return titles.of(entry.verdict.community).exists()
