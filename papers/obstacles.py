"""What stands in the way of what the office has made of a year."""

from collections.abc import Iterator

from evaluation.models import Cycle
from evaluation.states import State
from wufaan.obstacles import Obstacle, Way


def of_archiving(cycle: Cycle) -> Iterator[Obstacle]:
    """Of the archive: the record is whole once the year is over."""
    if cycle.state != State.PUBLISHED:
        way = Way("看年度", "cycle", (cycle.year,))
        yield Obstacle("公布年度名单之后才能归档。", way=way)
    elif not cycle.notices.exists():
        yield Obstacle(f"{cycle.year} 年度没有在这里公示过，没有可以归档的。")
