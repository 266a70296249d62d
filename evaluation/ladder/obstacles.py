"""What stands in the way of a step of the ladder (N 3(2)) or of looking at a title again (N 3(4)).
Of several that are ticked together all go, or none."""

from collections.abc import Collection, Iterator

from communities.models import Community
from evaluation.ladder.models import Nomination, ReReview, ReReviewState
from evaluation.ladder.workflow import WORKFLOW
from evaluation.streaks.models import BELOW, Honour, HonourState, Level
from wufaan.normalise import listed
from wufaan.obstacles import Obstacle, Way

# One paper is of one level.
OF_ONE_LEVEL = frozenset({"submit", "grant"})
# What is still open rests on titles that stand: they withdraw it when they end.
_ON_STANDING = frozenset({"grant", "restore"})


def obstacles(verb: str, nominations: Collection[Nomination]) -> Iterator[Obstacle]:
    """Of recording this of them, whatever the day."""
    if verb in _ON_STANDING:
        yield from _of_foundations(verb, nominations)
    if unfit := [n for n in nominations if not WORKFLOW.allows(verb, n.state)]:
        named = listed(f"“{n.second.name}”（{_as_it_is(n)}）" for n in unfit)
        yield Obstacle(f"{named}现在不能{WORKFLOW[verb].label}，一个也没有登记。")
    if verb in OF_ONE_LEVEL and len({n.level for n in nominations}) > 1:
        yield Obstacle("一份文件只管一级：请把报市级的和报省级的分开勾选。")


def of_results(
    communities: Collection[Community], level: Level, year: int, nominations: list[Nomination]
) -> Iterator[Obstacle]:
    """Of recording that the level above named these: it can name only who was put forward."""
    put_forward = {nomination.community_id for nomination in nominations}
    for community in communities:
        if community.pk not in put_forward:
            yield _unfounded("grant", community.name, level, year)
    yield from obstacles("grant", nominations)


def of_ending(honour: Honour) -> Iterator[Obstacle]:
    if honour.state != HonourState.STANDING:
        way = Way("看这个称号", "honour", (honour.pk,))
        yield Obstacle(f"该称号{honour.get_state_display()}，不能再次变更。", way=way)


def of_deciding(rereviews: Collection[ReReview]) -> Iterator[Obstacle]:
    if closed := [r for r in rereviews if r.state == ReReviewState.CLOSED]:
        yield Obstacle(f"{_named(closed)}已经办结，不能再办。")


def of_keeping(rereviews: Collection[ReReview]) -> Iterator[Obstacle]:
    """Of keeping these titles without a word: nothing but a clean record speaks for itself."""
    clean = ReReview.objects.with_facts().proposed_to_keep()
    proposed = set(clean.filter(pk__in=[r.pk for r in rereviews]).values_list("pk", flat=True))
    if others := [r for r in rereviews if r.pk not in proposed]:
        yield Obstacle(f"{_named(others)}没有保留的建议，保留要写明理由。")


def _of_foundations(verb: str, nominations: Collection[Nomination]) -> Iterator[Obstacle]:
    """Read by themselves: what joined the rows before they were locked may have ended since."""
    below = [pk for n in nominations for pk in (n.first_id, n.second_id)]
    standing = set(Honour.objects.standing().filter(pk__in=below).values_list("pk", flat=True))
    for n in nominations:
        if not {n.first_id, n.second_id} <= standing:
            yield _unfounded(verb, n.second.name, Level(n.level), n.year)


def _unfounded(verb: str, name: str, level: Level, year: int) -> Obstacle:
    return Obstacle(
        f"“{name}”在 {year - 1}、{year} 两年没有连续有效的{BELOW[level].label}称号，"
        f"不能{WORKFLOW[verb].label}。"
    )


def _as_it_is(nomination: Nomination) -> str:
    state = nomination.get_state_display()
    return f"{state}：{nomination.reason}" if nomination.reason else state


def _named(rereviews: list[ReReview]) -> str:
    return listed(f"“{r.honour.name}”" for r in rereviews)
