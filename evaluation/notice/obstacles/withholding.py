"""Of keeping a place off its list, and of what may end that."""

from collections.abc import Iterator

from evaluation.notice.models import NoticeEntry
from evaluation.notice.queries import since_notice
from evaluation.notice.workflow import NOT_APPROVED
from evaluation.year.models import Verdict
from wufaan.obstacles import Obstacle


def of_putting_back(verdict: Verdict, upheld: bool) -> Iterator[Obstacle]:
    """Of taking back that it was withheld; `upheld`: an objection against it was."""
    if not verdict.stands:
        yield Obstacle(f"“{verdict.name}”已经列入补充公示。")
    if verdict.community.closed_on:
        yield Obstacle(f"“{verdict.name}”{verdict.community.how_closed}，不能恢复命名。")
    if upheld:
        yield Obstacle(f"对“{verdict.name}”的异议成立，不能恢复命名。")


def of_clearing(verdict: Verdict, upheld: bool) -> Iterator[Obstacle]:
    """Of finding that nothing is left of what a place was withheld for."""
    if not verdict.withheld_reason:
        yield Obstacle(f"“{verdict.name}”没有暂缓，不用查清。")
    elif verdict.cleared_reason:
        yield Obstacle(f"“{verdict.name}”已经查清，列入下一次补充公示。")
    yield from of_putting_back(verdict, upheld)


def of_holding_back(verdict: Verdict) -> Iterator[Obstacle]:
    """Of withholding beside the year's list, or on a list that is before the public: from the main
    one only what would stop its approval."""
    if verdict.withheld_reason and not verdict.cleared_reason:
        yield Obstacle(f"“{verdict.name}”已经暂缓。")
    kept = NoticeEntry.objects.live().kept().filter(verdict=verdict).select_related("notice__cycle")
    for entry in kept:
        if entry.notice.state not in NOT_APPROVED or not _may_go(entry):
            yield Obstacle(f"“{verdict.name}”在{entry.notice.called}名单上，不能在这里暂缓。")


def _may_go(entry: NoticeEntry) -> bool:
    stopping = (s.entry for s in since_notice(entry.notice) if s.stops)
    return entry.notice.is_supplementary or entry in stopping
