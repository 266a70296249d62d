"""What each name of a list carries, and how a list is narrowed down to those that carry it."""

from collections.abc import Callable, Iterable

from evaluation.notice.models import Gap, NoticeEntry
from wufaan.filtering import Facet, facets_of

Fits = Callable[[NoticeEntry], bool]


def _has(gap: Gap) -> Fits:
    return lambda entry: gap in entry.flags


FLAGS: dict[str, tuple[str, Fits]] = {
    **{
        gap.value: (str(gap.label), _has(gap))
        for gap in (Gap.RETURNS, Gap.UNSURVEYED, Gap.LOW, Gap.WORK)
    },
    "any": ("任何一项有缺", lambda entry: bool(entry.flags)),
    "exemplar": ("先进典型", lambda entry: entry.exemplar),
    "exemplar_lacking": ("先进典型有缺", lambda entry: entry.exemplar and bool(entry.flags)),
}


def facets(entries: Iterable[NoticeEntry]) -> list[Facet]:
    """Of those to be named: how many carry which flag."""
    return facets_of(list(entries), [(flag, *told) for flag, told in FLAGS.items()])


def narrowed(entries: Iterable[NoticeEntry], flag: str) -> list[NoticeEntry]:
    """Those to be named that carry the flag; all that there are where it is none."""
    if flag not in FLAGS:
        return list(entries)
    _, fits = FLAGS[flag]
    return [entry for entry in entries if not entry.verdict.withheld_reason and fits(entry)]
