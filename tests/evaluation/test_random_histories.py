"""Five random years of three places: what may never be so, whatever people do in which order."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from accounts.permissions import Role
from evaluation import actions, notice_list
from evaluation.models import (
    BELOW,
    Honour,
    HonourState,
    Level,
    Nomination,
    NominationState,
    Notice,
    NoticeEntry,
    ObjectionChannel,
    ObjectionState,
)
from evaluation.models.notices import CorrectionKind
from evaluation.nomination_workflow import OPEN
from evaluation.rules import Outcome
from tests.factories import CommunityFactory, UserFactory, assessed_cycle, found
from wufaan.errors import DomainError

YEARS = range(2020, 2025)
PLACES = 3
SOME = st.sets(st.integers(0, PLACES - 1), max_size=2)
YEAR = st.fixed_dictionaries(
    {
        "broken": SOME,
        "withheld": SOME,
        "objected": SOME,
        "upheld": st.booleans(),
        "approved": st.sampled_from([True, True, True, False]),
        "refused_above": SOME,
        # Which of the titles standing at that time ends, and whether for cause.
        "ended": st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=1),
    }
)
HISTORY = st.tuples(*(YEAR for _ in YEARS))
ENDINGS = st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=4)


class Undo(Exception):
    pass


class TestHistories(TestCase):
    @settings(max_examples=25)
    @given(history=HISTORY, endings=ENDINGS)
    def test_whatever_happens_the_rules_of_the_ladder_hold(self, history, endings):
        live(history)
        no_title_without_verdict_notice_and_approval()
        nothing_rests_on_what_has_fallen()
        lists_are_as_published_but_for_their_corrections()
        assert ladder_after(endings) == ladder_after(endings[::-1])
        for ending in endings:
            end(*ending)
            nothing_rests_on_what_has_fallen()


def live(history) -> None:
    office, leader = UserFactory(role=Role.OFFICE), UserFactory(role=Role.LEADING)
    places = [CommunityFactory() for _ in range(PLACES)]
    for year, events in zip(YEARS, history, strict=True):
        for place in (places[n] for n in events["broken"]):
            found(place, on=date(year, 5, 5))
        cycle = assessed_cycle(year)
        _withhold(cycle, [places[n] for n in events["withheld"]], office)
        if not cycle.verdicts.nameable().exists():
            continue
        _notice(cycle, office)
        for place in (places[n] for n in events["objected"]):
            _object(cycle, place, upheld=events["upheld"], by=office)
        if events["approved"] and cycle.notice.entries.kept().exists():
            actions.approve(cycle=cycle, on=date(year, 11, 20), by=leader)
        _rise(year, [places[n] for n in events["refused_above"]], office)
        for ending in events["ended"]:
            end(*ending)


def _withhold(cycle, places, by) -> None:
    for verdict in cycle.verdicts.qualified().filter(community__in=places):
        actions.withhold(verdict=verdict, reason="正在核查", by=by)


def _notice(cycle, by) -> None:
    actions.publish_notice(
        cycle=cycle,
        number=f"公示〔{cycle.year}〕1号",
        title="公示",
        channels="信箱",
        starts_on=date(cycle.year, 11, 3),
        by=by,
    )
    cycle.refresh_from_db()


def _object(cycle, place, *, upheld: bool, by) -> None:
    entry = cycle.notice.entries.filter(verdict__community=place).first()
    day = cycle.notice.starts_on
    objection = actions.enter(
        notice=cycle.notice,
        entry=entry,
        channel=ObjectionChannel.LETTER,
        text=f"{place.name}有不同意见",
        received_on=day,
        sent_as=f"{cycle.year} {place.pk}",
        by=by,
    )
    finding = ObjectionState.UPHELD if upheld and entry else ObjectionState.REJECTED
    actions.answer(objection=objection, finding=finding, reply="已核查。", on=day, by=by)


def _rise(year: int, refused, by) -> None:
    """Everything that is due goes up and is decided, in the spring and the summer after."""
    for level, month in ((Level.MUNICIPAL, 3), (Level.PROVINCIAL, 6)):
        on, number = date(year + 1, month, 18), f"{level}〔{year + 1}〕1号"
        due = Nomination.objects.open().at(level).in_year(year)
        passed_over = list(due.filter(community__in=refused))
        if passed_over:
            actions.record_refusal(nominations=passed_over, reason="名额已满", on=on, by=by)
        if communities := [n.community for n in due.exclude(community__in=refused)]:
            actions.record_results(
                communities=communities,
                level=level,
                year=year,
                document_number=number,
                granted_on=on,
                by=by,
            )


def end(which: int, for_cause: bool) -> None:
    """End one of all titles there are; one that has ended already stays as it is."""
    honours = list(Honour.objects.order_by("year", "level", "community__code"))
    if not honours:
        return
    action = actions.revoke if for_cause else actions.void
    honour = honours[which % len(honours)]
    ending = {
        "honour": honour,
        "reason": "出现滑坡" if for_cause else "已并入邻村",
        "on": date(2026, 1, 5),
        "by": User.objects.system(),
    }
    if honour.state == HonourState.STANDING:
        action(**ending)
    else:
        with pytest.raises(DomainError, match="不能再次变更"):
            action(**ending)


def ladder_after(endings) -> tuple[set, set]:
    """What stands and what is put forward after these endings, all of it undone again."""
    try:
        with transaction.atomic():
            for ending in endings:
                end(*ending)
            found_now = (
                set(Honour.objects.standing().values_list("pk")),
                set(Nomination.objects.open().values_list("pk")),
            )
            raise Undo
    except Undo:
        return found_now


def no_title_without_verdict_notice_and_approval() -> None:
    for honour in Honour.objects.at(Level.COUNTY).select_related("cycle__notice"):
        verdict = honour.cycle.verdicts.get(community=honour.community)
        assert verdict.outcome == Outcome.QUALIFIED
        assert verdict.withheld_reason == ""
        assert verdict.findings.count() == 0
        assert honour.cycle.notice.ends_on < honour.granted_on
        assert honour.cycle.steps.filter(verb="approve", on=honour.granted_on).exists()


def nothing_rests_on_what_has_fallen() -> None:
    for nomination in Nomination.objects.select_related("first", "second"):
        below = BELOW[Level(nomination.level)]
        assert (nomination.first.level, nomination.second.level) == (below, below)
        assert (nomination.first.year, nomination.second.year) == (
            nomination.year - 1,
            nomination.year,
        )
        rests = {nomination.first.state, nomination.second.state}
        if nomination.state in OPEN:
            assert rests == {HonourState.STANDING}
        if nomination.state == NominationState.GRANTED and rests != {HonourState.STANDING}:
            title = Honour.objects.at(nomination.level).in_year(nomination.year)
            assert title.get(community=nomination.community).state != HonourState.STANDING
    for honour in Honour.objects.standing().exclude(level=Level.COUNTY):
        granted = Nomination.objects.get(
            community=honour.community, level=honour.level, year=honour.year
        )
        assert granted.state == NominationState.GRANTED


def lists_are_as_published_but_for_their_corrections() -> None:
    for notice in Notice.objects.select_related("cycle"):
        entries = list(notice.entries.all())
        assert notice_list.hash_of(notice.cycle.year, entries) == notice.sha256
        told = {}
        for correction in notice.corrections.all():
            told[correction.entry_id] = correction.kind
        off = {pk for pk, kind in told.items() if kind == CorrectionKind.TAKEN_OFF}
        assert off == set(
            NoticeEntry.objects.filter(notice=notice).taken_off().values_list("pk", flat=True)
        )
