"""Lists by township, the way people look for their own place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from communities.models import CommunityKind
from evaluation.notice.models import NoticeEntry
from evaluation.streaks.models import Honour

Line = Honour | NoticeEntry


@dataclass(frozen=True)
class TownshipPart:
    """One township's lines; villages and neighbourhoods apart from compounds."""

    name: str
    anchor: str
    villages: list[Line] = field(default_factory=list)
    compounds: list[Line] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.villages) + len(self.compounds)

    @property
    def parts(self) -> list[tuple[str, list[Line]]]:
        """Compounds first, as new lists are numbered; an older list in the order of its numbers."""
        parts = [("小区", self.compounds), ("行政村、社区", self.villages)]
        there = [(label, lines) for label, lines in parts if lines]
        return sorted(there, key=lambda part: getattr(part[1][0], "position", 0))


def by_township(lines: Iterable[Line], anchors: str = "") -> list[TownshipPart]:
    """`lines` are sorted by township, each bearing the township's name of its day. `anchors` tells
    those of several lists on a page apart."""
    townships = []
    groups = groupby(lines, key=attrgetter("township_name"))
    for position, (name, group) in enumerate(groups, 1):
        part = TownshipPart(name, f"{anchors}t{position}")
        for line in group:
            is_compound = line.kind == CommunityKind.COMPOUND
            (part.compounds if is_compound else part.villages).append(line)
        townships.append(part)
    return townships
