"""Random years of a few places: what may never be so, whatever people do in which order. Five years
are enough for a title to rise twice; twelve, in the long run, for what only adds up."""

from contextlib import suppress

import pytest
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from evaluation.ladder.actions.nominations import open_due
from evaluation.ladder.queries import counting_against
from evaluation.ladder.workflow import OPEN
from evaluation.models import (
    BELOW,
    Cause,
    CorrectionKind,
    Cycle,
    CycleStep,
    Honour,
    HonourState,
    Level,
    Nomination,
    NominationState,
    Notice,
    Objection,
    ObjectionState,
    ReReview,
    Verdict,
)
from evaluation.notice import canonical
from tests.evaluation.histories import PLACES, History
from tests.examples import examples

PLACE = st.integers(0, PLACES - 1)
FEW = st.sets(PLACE, max_size=1)
SELDOM = st.sampled_from([False, False, False, True])
# Which of the titles standing at that time ends, and whether for cause.
ENDING = st.tuples(st.integers(0, 30), st.booleans())
YEAR = st.fixed_dictionaries(
    {
        "broken": FEW,
        "broken_inside": SELDOM,
        "withheld": FEW,
        "assessed_again": st.booleans(),
        "found_between": FEW,
        "objections": st.lists(
            st.tuples(PLACE, st.sampled_from(ObjectionState)), max_size=2, unique_by=lambda o: o[0]
        ),
        # Where, and in the period of how many years ago.
        "found_late": st.lists(st.tuples(PLACE, st.integers(0, 2)), max_size=1),
        "merged_within": SELDOM.flatmap(
            lambda yes: st.lists(st.tuples(PLACE, PLACE), max_size=yes)
        ),
        "moved": SELDOM.flatmap(lambda yes: st.lists(PLACE, max_size=yes)),
        "registered_anew": SELDOM.flatmap(lambda yes: st.lists(PLACE, max_size=yes)),
        "merged": SELDOM.flatmap(lambda yes: st.lists(st.tuples(PLACE, PLACE), max_size=yes)),
        # How many days after the notice has ended, and by whom.
        "attempts": st.lists(
            st.tuples(
                st.integers(-1, 1), st.sampled_from(["leader", "leader", "office", "assessor"])
            ),
            min_size=1,
            max_size=2,
        ),
        "postponed": SELDOM,
        "supplemented": st.booleans(),
        "caught_up": st.booleans(),
        "refused_above": FEW,
        "ended": st.lists(ENDING, max_size=1),
        "given_back": st.lists(st.integers(0, 30), max_size=1),
    }
)
ENDINGS = st.lists(ENDING, max_size=4, unique_by=lambda ending: ending[0]).flatmap(
    lambda endings: st.tuples(st.just(endings), st.permutations(endings))
)
APPROVALS = ["approve", "approve_supplement"]
STEPS = ["assess", "publish_notice", "publish_supplement", "resubmit", *APPROVALS]
# After how many of the endings somebody looks for what is due.
LOOKS = st.sets(st.integers(0, 3), max_size=3)


class Undo(Exception):
    pass


def lives(years: int):
    return st.tuples(st.tuples(*(YEAR for _ in range(years))), ENDINGS, LOOKS)


class TestHistories(TestCase):
    @examples(few=2, many=800)
    @given(lives(years=5))
    def test_whatever_happens_the_rules_of_the_ladder_hold(self, life):
        the_rules_hold_through(*life)

    @pytest.mark.long
    @examples(few=1, many=200)
    @given(lives(years=12))
    def test_they_hold_for_twelve_years(self, life):
        the_rules_hold_through(*life)


def the_rules_hold_through(events, endings, looks) -> None:
    history = History(the_rules_hold, years=len(events))
    with override_settings(DEMO_DAY=history.at_the_end):
        history.live(events)
        one_order, another = endings
        assert ladder_after(history, one_order, set()) == ladder_after(history, another, looks)
        whatever_is_given_back_is_as_if_nothing_had_been(history, one_order, another)


def ladder_after(history, endings, looks) -> tuple[set, set]:
    """What stands and what is put forward after these endings, all of it undone again."""
    try:
        with transaction.atomic():
            for number, ending in enumerate(endings):
                history.end(*ending)
                if number in looks:
                    open_all_due(history)
                nothing_rests_on_what_has_fallen()
            found_now = (
                set(Honour.objects.standing().values_list("pk")),
                set(Nomination.objects.open().values_list("pk")),
            )
            raise Undo
    except Undo:
        return found_now


def whatever_is_given_back_is_as_if_nothing_had_been(history, endings, order) -> None:
    """In whichever order it ended and came back."""
    before, stood = the_ladder(), set(Honour.objects.standing().values_list("pk", flat=True))
    with suppress(Undo), transaction.atomic():
        for ending in endings:
            history.end(*ending)
        history.give_back([which for which, _ in order], stood)
        assert the_ladder() == before
        the_rules_hold(history)
        raise Undo


def the_ladder() -> tuple[set, set]:
    kept = ("pk", "state", "ended_on", "end_reason", "fell_with")
    put_forward = ("pk", "state", "reason", "submitted_number", "fell_with")
    titles = Honour.objects.values_list(*kept)
    return set(titles), set(Nomination.objects.values_list(*put_forward))


def open_all_due(history) -> None:
    for level in Level:
        for year in history.years:
            open_due(below=level, year=year, on=history.at_the_end, by=User.objects.system())


def the_rules_hold(history: History) -> None:
    no_title_without_verdict_notice_and_approval()
    nothing_rests_on_what_has_fallen()
    two_years_running_are_put_forward()
    what_speaks_against_a_title_is_looked_at()
    lists_are_as_published_but_for_their_corrections(history)


def no_title_without_verdict_notice_and_approval() -> None:
    titles = Honour.objects.at(Level.COUNTY)
    of_year = {"cycle": OuterRef("cycle")}
    clean = Verdict.objects.qualified().filter(
        community=OuterRef("community"), withheld_reason="", findings=None, **of_year
    )
    approved = CycleStep.objects.filter(verb__in=APPROVALS, on=OuterRef("granted_on"), **of_year)
    assert not titles.exclude(Exists(clean)).exists()
    assert not titles.exclude(Exists(approved)).exists()
    assert not titles.exclude(cycle__notice__ends_on__lt=F("granted_on")).exists()
    # Once approved nothing is answered any more: what is open now was open then.
    open_ones = Objection.objects.filter(state=ObjectionState.RECEIVED)
    assert not open_ones.filter(notice__cycle__honours__isnull=False).exists()
    steps = CycleStep.objects.filter(cycle__honours__isnull=False).distinct()
    by = {verb: set(steps.filter(verb=verb).values_list("cycle", "by")) for verb in STEPS}
    handled = by["assess"] | by["publish_notice"] | by["publish_supplement"] | by["resubmit"]
    assert not (by["approve"] | by["approve_supplement"]) & handled


def nothing_rests_on_what_has_fallen() -> None:
    titles = Honour.objects.values_list("community", "level", "year", "state")
    states = {(place, level, year): state for place, level, year, state in titles}
    granted = set()
    for nomination in Nomination.objects.select_related("first", "second"):
        place, level, year = nomination.community_id, nomination.level, nomination.year
        first, second = nomination.first, nomination.second
        below = BELOW[Level(level)]
        assert (first.community_id, first.level, first.year) == (place, below, year - 1)
        assert (second.community_id, second.level, second.year) == (place, below, year)
        all_stand = first.state == second.state == HonourState.STANDING
        assert all_stand or nomination.state not in OPEN
        if nomination.state == NominationState.GRANTED:
            granted.add((place, level, year))
            assert all_stand or states[place, level, year] != HonourState.STANDING
    assert granted == {title for title in states if title[1] != Level.COUNTY}


def two_years_running_are_put_forward() -> None:
    """In whichever order the years were approved."""
    titles = set(Honour.objects.standing().values_list("community", "level", "year"))
    put_forward = set(Nomination.objects.values_list("community", "level", "year"))
    assert {
        (place, above, year)
        for above, below in BELOW.items()
        for place, level, year in titles
        if level == below and (place, level, year - 1) in titles
    } <= put_forward


def what_speaks_against_a_title_is_looked_at() -> None:
    unfinished = ReReview.objects.unfinished()
    assert not unfinished.exclude(honour__state=HonourState.STANDING).exists()
    late = unfinished.filter(cause=Cause.LATE_DETERMINATION)
    looked_at = set(late.values_list("honour__cycle", "incident"))
    for cycle in Cycle.objects.awarded():
        assert {(cycle.pk, i.pk) for i in counting_against(cycle)} <= looked_at


def lists_are_as_published_but_for_their_corrections(history: History) -> None:
    for notice in Notice.objects.prefetch_related("cycle", "entries__verdict", "corrections"):
        entries = notice.entries.all()
        text = canonical.canonical(notice.cycle.year, entries)
        assert text == history.published[notice.pk]
        assert canonical.digest(text) == notice.sha256
        told = [(c.entry_id, c.kind, c.text, c.on) for c in notice.corrections.all()]
        before = history.told.get(notice.pk, [])
        assert told[: len(before)] == before
        history.told[notice.pk] = told
        off = {entry.pk for entry in entries if entry.verdict.withheld_reason}
        assert {entry for entry, kind, *_ in told if kind == CorrectionKind.TAKEN_OFF} == off
