"""What stands in the way of a step of the ladder (N 3(2)) or of looking at a title again (N 3(4)).
Of several that are ticked together all go, or none."""

from collections.abc import Collection, Iterator
from datetime import date

from accounts.models import User
from accounts.permissions import Permission
from communities.models import Community
from evaluation.ladder.models import (
    Cause,
    Nomination,
    Reinstatement,
    ReinstatementState,
    ReReview,
    ReReviewState,
)
from evaluation.ladder.queries import (
    counting_against_title,
    ended_for_itself,
    foundations,
    under_review,
)
from evaluation.ladder.workflow import WORKFLOW
from evaluation.streaks.models import BELOW, Honour, HonourState, Level
from evaluation.year.models import Cycle
from wufaan.normalise import listed
from wufaan.obstacles import Obstacle, Way

# One paper is of one level.
OF_ONE_LEVEL = frozenset({"submit", "grant"})
# What is still open rests on titles that stand: they withdraw it when they end.
_ON_STANDING = frozenset({"submit", "grant", "restore"})


def obstacles(verb: str, nominations: Collection[Nomination]) -> Iterator[Obstacle]:
    """Of recording this of them, whatever the day."""
    if verb in _ON_STANDING:
        yield from _of_foundations(verb, nominations)
    if unfit := [n for n in nominations if not WORKFLOW.allows(taken_as(verb, n), n.state)]:
        named = listed(f"“{n.second.name}”（{_as_it_is(n)}）" for n in unfit)
        yield Obstacle(f"{named}现在不能{WORKFLOW[verb].label}，一个也没有登记。")
    if verb in OF_ONE_LEVEL and len({n.level for n in nominations}) > 1:
        yield Obstacle("一份文件只管一级：请把报不同级别的分开勾选。")
    if verb == "submit" and (reviewed := under_review(nominations)):
        named = listed(f"“{nomination.second.name}”" for nomination in reviewed)
        text = f"{named}依据的称号正在复核，还没有办结。一般先办结再上报；仍要上报的，要写明理由。"
        yield Obstacle(text, stops=False, way=Way("去复核", "rereviews"))


def taken_as(verb: str, nomination: Nomination) -> str:
    """A second submission is a step of its own."""
    return "submit_again" if verb == "submit" and nomination.submitted_on else verb


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


def of_ending_day(honour: Honour, on: date, *, at: str) -> Iterator[Obstacle]:
    if on < honour.granted_on:
        text = f"“{honour.name}”的称号 {honour.granted_on} 才授予，终止日期不能更早。"
        yield Obstacle(text, at=at)


def of_document_day(honour: Honour, ended_on: date, document_date: date) -> Iterator[Obstacle]:
    """Of the day of a document that gives it back."""
    if document_date < ended_on:
        text = f"“{honour.name}”的称号 {ended_on} 才终止，纠正它的文件不能更早。"
        yield Obstacle(text, at="document_date")


def of_reinstating(honour: Honour) -> Iterator[Obstacle]:
    """What else stands against it than the decision that was wrong."""
    if honour.state == HonourState.STANDING:
        yield Obstacle("该称号有效，不用恢复。")
    if honour.state == HonourState.VOID and honour.community.closed_on:
        closed_on, place = honour.community.closed_on, honour.community.name
        yield Obstacle(f"“{place}”已于 {closed_on} 撤并，称号随之注销；撤并期间不能恢复。")
    for below in filter(ended_for_itself, foundations(honour).select_related("community")):
        told = f"{below.year} 年{below.get_level_display()}称号{below.get_state_display()}"
        way = Way("看那个称号", "honour", (below.pk,))
        yield Obstacle(f"作为依据的 {told}，先恢复它，这个随之恢复。", way=way)
    if counting := list(counting_against_title(honour).values_list("number", flat=True)):
        yield Obstacle(
            f"{honour.year} 年度评选期内的 {listed(counting)} 现在仍认定计入。不改认定而恢复的，"
            "称号随即列入复核。",
            stops=False,
        )


def of_proposing(honour: Honour) -> Iterator[Obstacle]:
    yield from of_reinstating(honour)
    if honour.reinstatements.proposed().exists():
        way = Way("去看", "honour-reinstatement", (honour.pk,))
        yield Obstacle("已经提出恢复，正等待决定。", way=way)


def of_deciding_reinstatement(reinstatement: Reinstatement, by: User) -> Iterator[Obstacle]:
    if reinstatement.state != ReinstatementState.PROPOSED:
        yield Obstacle(f"这件恢复{reinstatement.get_state_display()}，不能再办。")
    if not by.can(who_decides(reinstatement.honour)):
        yield Obstacle(f"由{_DECIDERS[who_decides(reinstatement.honour)]}决定。")
    elif by.pk == reinstatement.proposed_by_id:
        yield Obstacle("恢复是您提出的，须由办公室的另一个人对照文件确认。")
    yield from of_reinstating(reinstatement.honour)


def who_decides(honour: Honour) -> Permission:
    """The county's own titles the leading group; of higher ones the document from above is held
    against what was put down here."""
    at_home = honour.level == Level.COUNTY
    return Permission.APPROVE_CYCLE if at_home else Permission.KEEP_HONOURS


_DECIDERS = {
    Permission.APPROVE_CYCLE: "领导小组",
    Permission.KEEP_HONOURS: "领导小组办公室的另一个人对照文件",
}


def of_deciding(rereviews: Collection[ReReview]) -> Iterator[Obstacle]:
    if closed := [r for r in rereviews if r.state == ReReviewState.CLOSED]:
        yield Obstacle(f"{_named(closed)}已经办结，不能再办。")


def of_keeping(rereviews: Collection[ReReview]) -> Iterator[Obstacle]:
    """Of keeping these titles without a word: nothing but a clean record speaks for itself."""
    clean = ReReview.objects.with_facts().proposed_to_keep()
    proposed = set(clean.filter(pk__in=[r.pk for r in rereviews]).values_list("pk", flat=True))
    if others := [r for r in rereviews if r.pk not in proposed]:
        yield Obstacle(f"{_named(others)}没有保留的建议，保留要写明理由。")


def of_late_rereviews(cycle: Cycle) -> Iterator[Obstacle]:
    """Of making public titles of that year against which something was found since."""
    late = ReReview.objects.unfinished().filter(cause=Cause.LATE_DETERMINATION, honour__cycle=cycle)
    if rereviews := list(late.select_related("honour").order_by("honour__community__code")):
        text = (
            f"{_named(rereviews)}批准之后又有案（事）件认定计入，复核还没有办结，称号仍在名单上。"
        )
        way = Way("去复核", "rereviews", query=f"?cause={Cause.LATE_DETERMINATION.value}")
        yield Obstacle(text, stops=False, way=way)


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
