"""What stands in the way of moving certificates (N 3(4)), whatever the day."""

from collections.abc import Iterable, Iterator

from evaluation.models import HonourState
from plaques.models import Plaque
from plaques.workflow import WORKFLOW, Custody
from wufaan.obstacles import Obstacle


def obstacles(verb: str, plaques: Iterable[Plaque]) -> Iterator[Obstacle]:
    for plaque in plaques:
        yield from WORKFLOW.obstacles(verb, Custody(plaque.custody))
        if verb == "deliver":
            yield from of_delivery(plaque)


def of_delivery(plaque: Plaque) -> Iterator[Obstacle]:
    """Only what is printed, whose title stands, and whose year's list is out: whoever gets it can
    check it."""
    if plaque.honour.state != HonourState.STANDING:
        state = plaque.honour.get_state_display()
        yield Obstacle(f"“{plaque.community_name}”的称号{state}，不能送达。")
    if not plaque.sha256:
        yield Obstacle(f"证书 {plaque.number} 还没有制作完成，不能送达。")
    if not plaque.is_announced:
        year = plaque.honour.year
        yield Obstacle(f"{year} 年度名单还没有公布，公布之后才能送达证书 {plaque.number}。")


def of_remaking(plaque: Plaque) -> Iterator[Obstacle]:
    if not plaque.is_named_otherwise:
        yield Obstacle(f"证书 {plaque.number} 的名称和称号的一样，不用重新制作。")
    if not plaque.sha256:
        yield Obstacle(f"证书 {plaque.number} 还没有制作完成，制成之后再更正。")
