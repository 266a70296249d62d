"""The ladder: due after two years running; and what falls with a title."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from audit.models import Event
from communities.models import Community
from evaluation import actions
from evaluation.ladder.queries import falling
from evaluation.models import (
    Honour,
    Level,
    Nomination,
)
from evaluation.streaks.models import BELOW
from evaluation.streaks.queries import streaks
from tests.evaluation.ladder.climbing import lose, named, nomination, open_ones
from tests.factories import (
    CommunityFactory,
    approved_cycle,
    found,
)
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db


def test_levels_sort_from_the_lowest_up():
    """Queries compare them: what a place held before, a title below that speaks against one."""
    assert list(Level) == sorted(Level)
    assert list(BELOW.items()) == list(zip([*Level][1:], Level, strict=False))


@pytest.fixture(scope="module")
def five_years(kept) -> None:
    """甸阳村: county 2021–2024, municipal 2022–2024, provincial 2023; provincial 2024 submitted,
    municipal 2025 due."""
    system = User.objects.system()
    place = CommunityFactory(name="甸阳村")
    for year in range(2021, 2026):
        approved_cycle(year)
        if 2022 <= year <= 2024:
            named(place, Level.MUNICIPAL, year, system)
    named(place, Level.PROVINCIAL, 2023, system)
    actions.submit_nominations(
        nominations=[nomination(Level.PROVINCIAL, 2024)],
        document_number="施公〔2025〕8号",
        on=date(2025, 5, 6),
        by=system,
    )


@pytest.fixture
def climbed(five_years, office) -> Community:
    return Community.objects.get()


def standing() -> set[tuple[str, int]]:
    return set(Honour.objects.standing().values_list("level", "year"))


class Broken(Exception):
    pass


def _broken(*args, **kwargs):
    raise Broken


# ---- Due ----


def test_the_second_year_running_makes_a_nomination_due_and_the_first_does_not():
    place = CommunityFactory()
    approved_cycle(2023)
    assert not Nomination.objects.exists()
    approved_cycle(2024)
    due = Nomination.objects.get()
    assert (due.community, due.level, due.year, due.state) == (place, "municipal", 2024, "due")
    assert (due.first.year, due.second.year, due.opened_on) == (2023, 2024, date(2024, 11, 15))
    assert Event.objects.filter(verb="nomination_opened").count() == 1


@pytest.mark.parametrize("gap", ["none named between", "revoked between"])
def test_two_years_with_a_gap_make_nothing_due(gap, office):
    place = CommunityFactory()
    CommunityFactory()
    approved_cycle(2022)
    if gap == "none named between":
        found(place, on=date(2023, 3, 1))
    approved_cycle(2023)
    if gap == "revoked between":
        lost = Honour.objects.get(community=place, year=2023)
        actions.revoke(honour=lost, reason="滑坡", on=date(2024, 3, 1), by=office)
    approved_cycle(2024)
    assert not Nomination.objects.of(place).in_year(2024).open().exists()


def test_a_year_put_on_record_late_completes_the_year_after_it_too():
    CommunityFactory()
    approved_cycle(2024)
    approved_cycle(2022)
    approved_cycle(2023)
    assert open_ones() == [("municipal", 2023), ("municipal", 2024)]


def test_two_municipal_years_make_the_provincial_one_due(office):
    place = CommunityFactory()
    for year in (2022, 2023, 2024):
        approved_cycle(year)
    named(place, Level.MUNICIPAL, 2024, office)
    assert not Nomination.objects.at(Level.PROVINCIAL).exists()
    named(place, Level.MUNICIPAL, 2023, office)
    due = Nomination.objects.at(Level.PROVINCIAL).get()
    assert (due.year, due.first.level, due.second.level) == (2024, "municipal", "municipal")


def test_one_paper_goes_to_one_level(office):
    place = CommunityFactory()
    for year in (2022, 2023, 2024):
        approved_cycle(year)
        if year > 2022:
            named(place, Level.MUNICIPAL, year, office)
    approved_cycle(2025)
    with pytest.raises(DomainError, match="一份文件只管一级"):
        actions.submit_nominations(
            nominations=list(Nomination.objects.open()),
            document_number="施公〔2025〕9号",
            on=date(2026, 1, 1),
            by=office,
        )


# ---- What falls with a title ----


def test_a_county_title_takes_with_it_all_that_rests_on_it_up_to_the_top(climbed, office):
    lose(2022, office)
    # Municipal 2022 and 2023 rested on it, provincial 2023 on those; municipal 2024 did not, but
    # what was put forward on 2023 and 2024 is taken back.
    kept = {("county", year) for year in (2021, 2023, 2024, 2025)} | {("municipal", 2024)}
    assert standing() == kept
    assert open_ones() == [("municipal", 2025)]
    back = nomination(Level.PROVINCIAL, 2024)
    assert back.state == "withdrawn"
    assert back.reason == "作为依据的 2022 年县级称号已撤销：复核查明漏报"
    assert Event.objects.filter(verb="honour_revoked").count() == 4


@pytest.mark.parametrize(("action", "state"), [(actions.revoke, "revoked"), (actions.void, "void")])
def test_what_falls_ends_in_the_same_way_and_says_what_it_rested_on(climbed, office, action, state):
    lose(2021, office, action=action)
    above = Honour.objects.get(level=Level.MUNICIPAL, year=2022)
    assert (above.state, above.ended_on) == (state, date(2026, 3, 1))
    assert above.end_reason.startswith("作为依据的 2021 年县级称号已")
    assert above.end_reason.endswith("复核查明漏报")


@pytest.mark.parametrize("level", [Level.COUNTY, Level.MUNICIPAL])
@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_what_is_told_beforehand_is_what_falls(climbed, office, level, year):
    told = falling(Honour.objects.get(level=level, year=year))
    before, were_open = standing(), set(open_ones())
    lose(year, office, level)
    fell = {(title.level, title.year) for title in told.titles}
    assert standing() == before - fell - {(level, year)}
    back = {(n.level, n.year) for n in told.nominations}
    assert set(open_ones()) == were_open - back


def test_a_higher_title_leaves_what_it_rests_on(climbed, office):
    lose(2023, office, Level.PROVINCIAL)
    assert {("municipal", 2022), ("municipal", 2023), ("county", 2023)} <= standing()


def test_an_ending_that_fails_further_up_leaves_everything_standing(climbed, office, monkeypatch):
    before, were_open = standing(), open_ones()
    with monkeypatch.context() as broken:
        broken.setattr(
            "evaluation.ladder.actions.nominations.Nomination.objects.bulk_update", _broken
        )
        with pytest.raises(Broken):
            lose(2022, office)
    assert (standing(), open_ones()) == (before, were_open)


# ---- In words ----


def words(place, last_year, level=Level.COUNTY) -> str:
    return str(streaks([place.pk], last_year).of(place.pk, level))


def test_the_years_running_in_words(climbed, office):
    assert words(climbed, 2021) == "2020 — 2021 ✓ → 2022 年再获命名，可上报市级"
    assert words(climbed, 2022) == "2021 ✓ 2022 ✓ → 可上报市级"
    assert words(climbed, 2023, Level.MUNICIPAL) == "2022 ✓ 2023 ✓ → 可上报省级"
    assert words(climbed, 2023, Level.PROVINCIAL) == "2022 — 2023 ✓"
    assert words(climbed, 2024, Level.PROVINCIAL) == "2023 ✓ 2024 —"
    lose(2023, office)
    assert words(climbed, 2024) == "2023 已撤销 2024 ✓ → 2025 年再获命名，可上报市级"
    assert words(climbed, 2023) == "2022 ✓ 2023 已撤销"


def test_years_running_of_every_level_are_one_query_for_any_number(climbed, office):
    places = [climbed.pk, *(CommunityFactory().pk for _ in range(3))]
    with CaptureQueriesContext(connection) as captured:
        found_ones = streaks(places, 2025)
        running = [found_ones.of(pk, level).running for pk in places for level in Level]
    assert len(captured) == 1
    assert running == [5, 0, 0] + [0] * 9
    assert found_ones.of(climbed.pk).opens == Level.MUNICIPAL
    assert found_ones.of(climbed.pk, Level.MUNICIPAL).opens is None
