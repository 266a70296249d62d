"""Papers about a notice: the year's main one, or one of its supplementary ones."""

from evaluation.models import Cycle, Notice
from papers.kinds.base import WHOLE_YEAR, Subject


def notices_of(cycle: Cycle) -> list[Subject]:
    """The main one is that of the whole year; what is void makes no paper any more."""
    live = cycle.notices.live().order_by("position")
    return [_subject(notice) if notice.is_supplementary else WHOLE_YEAR for notice in live]


def the_notice(cycle: Cycle, about: str) -> Notice:
    notices = Notice.objects.select_related("cycle")
    return notices.get(cycle=cycle, position=about) if about else notices.get(main_of=cycle)


def _subject(notice: Notice) -> Subject:
    return Subject(str(notice.position), f"补充公示 {notice.number or notice.starts_on}")
