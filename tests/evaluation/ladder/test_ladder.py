"""The ladder: due after two years running, submitted, decided; and what falls with a title."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from communities.models import Community
from evaluation import actions
from evaluation.ladder.queries import falling
from evaluation.models import (
    Honour,
    Level,
    Nomination,
    NominationState,
)
from evaluation.streaks.queries import streaks
from jobs.models import Job
from plaques.models import Plaque
from tests.factories import (
    CommunityFactory,
    approved_cycle,
    found,
    noticed_cycle,
)
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

UP = {Level.MUNICIPAL: (3, 18), Level.PROVINCIAL: (6, 20)}


def named(place, level, year, by) -> Honour:
    (honour,) = actions.record_results(
        communities=[place],
        level=level,
        year=year,
        document_number=f"上级〔{year + 1}〕1号",
        granted_on=date(year + 1, *UP[level]),
        by=by,
    )
    return honour


def nomination(level=Level.MUNICIPAL, year=2024) -> Nomination:
    return Nomination.objects.get(level=level, year=year)


def open_ones() -> list[tuple[str, int]]:
    return list(Nomination.objects.open().order_by("level", "year").values_list("level", "year"))


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


# ---- Approval is one transaction ----


class Broken(Exception):
    pass


def _broken(*args, **kwargs):
    raise Broken


@pytest.mark.parametrize(
    "at",
    [
        "evaluation.notice.actions.publishing.Honour.objects.bulk_create",
        "evaluation.notice.actions.publishing.audit.record",
        "evaluation.ladder.actions.nominations.Nomination.objects.bulk_create",
        "evaluation.ladder.actions.nominations.audit.record_many",
        "plaques.actions.printing.Plaque.objects.bulk_create",
        "plaques.actions.printing.jobs.enqueue",
        "jobs.actions.audit.record",
    ],
)
def test_an_approval_that_fails_anywhere_leaves_nothing(at, monkeypatch):
    CommunityFactory()
    approved_cycle(2023)
    cycle = noticed_cycle(2024)
    leader = User.objects.get(role=Role.LEADING)

    def left():
        models = (Honour, Nomination, Plaque, Job, Event)
        return [model.objects.count() for model in models] + [cycle.steps.count()]

    before = left()
    with monkeypatch.context() as broken:
        broken.setattr(at, _broken)
        with pytest.raises(Broken):
            actions.approve(cycle=cycle, on=date(2024, 11, 15), by=leader)
    cycle.refresh_from_db()
    assert left() == before
    assert cycle.state == "noticed"
    actions.approve(cycle=cycle, on=date(2024, 11, 15), by=leader)
    assert [now > then for now, then in zip(left(), before, strict=True)] == [True] * len(before)


# ---- Up and down again ----


def test_submitted_then_granted_with_both_document_numbers(office):
    place = CommunityFactory()
    approved_cycle(2023)
    approved_cycle(2024)
    submit([nomination()], office, document_number=" 施公〔2024〕9号 ")
    assert (nomination().state, nomination().submitted_number) == ("submitted", "施公〔2024〕9号")
    honour = named(place, Level.MUNICIPAL, 2024, office)
    done = nomination()
    assert (done.state, done.result_number) == (NominationState.GRANTED, honour.document_number)
    assert (done.submitted_on, done.result_on) == (date(2024, 12, 2), date(2025, 3, 18))
    verbs = Event.objects.filter(verb__startswith="nomination_").order_by("sequence")
    assert [event.verb.removeprefix("nomination_") for event in verbs] == [
        "opened",
        "submitted",
        "granted",
    ]


def test_what_was_passed_over_can_still_be_named_and_then_gives_no_reason(office):
    place = CommunityFactory()
    approved_cycle(2023)
    approved_cycle(2024)
    refuse([nomination()], office)
    assert (nomination().state, nomination().reason) == ("refused", "名额已满")
    named(place, Level.MUNICIPAL, 2024, office)
    assert (nomination().state, nomination().reason) == ("granted", "")


def refuse(nominations, by, on=date(2025, 4, 1)):
    return actions.record_refusal(nominations=nominations, reason="名额已满", on=on, by=by)


def test_nothing_is_decided_before_it_was_due(office):
    place = CommunityFactory()
    approved_cycle(2023)
    approved_cycle(2024)
    too_early, first_day = date(2024, 11, 14), date(2024, 11, 15)
    result = {"communities": [place], "level": Level.MUNICIPAL, "year": 2024, "by": office}
    result |= {"document_number": "市〔2024〕1号"}
    with pytest.raises(DomainError, match="2024-11-15 才够条件，结果日期不能更早"):
        actions.record_results(granted_on=too_early, **result)
    with pytest.raises(DomainError, match="2024-11-15 才够条件，结果日期不能更早"):
        refuse([nomination()], office, on=too_early)
    assert nomination().state == "due"
    (honour,) = actions.record_results(granted_on=first_day, **result)
    assert honour.granted_on == first_day


def test_nothing_is_named_on_a_title_that_was_lost_after_it_was_passed_over(office):
    place = CommunityFactory()
    approved_cycle(2023)
    approved_cycle(2024)
    refuse([nomination()], office)
    lose(2023, office)
    with pytest.raises(DomainError, match="没有连续有效的县级称号"):
        named(place, Level.MUNICIPAL, 2024, office)


def lose(year, by, level=Level.COUNTY, action=actions.revoke):
    honour = Honour.objects.get(level=level, year=year)
    return action(honour=honour, reason="复核查明漏报", on=date(2026, 3, 1), by=by)


def submit(nominations, by, **changes):
    fields = {"document_number": "施公〔2024〕9号", "on": date(2024, 12, 2)} | changes
    return actions.submit_nominations(nominations=nominations, by=by, **fields)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"document_number": " "}, "请填写“上报文件的文号”"),
        ({"document_number": "13812345678"}, "像手机号码"),
        ({"on": date(2024, 11, 14)}, "2024-11-15 才够条件"),
        ({"on": date(2090, 1, 1)}, "还没有到"),
    ],
)
def test_a_refused_submission_changes_nothing(office, changes, words):
    CommunityFactory()
    approved_cycle(2023)
    approved_cycle(2024)
    with pytest.raises(DomainError, match=words):
        submit([nomination()], office, **changes)
    assert nomination().state == "due"


def test_all_that_are_ticked_go_up_or_none(office):
    CommunityFactory(name="甲村")
    CommunityFactory(name="乙村")
    approved_cycle(2023)
    approved_cycle(2024)
    both = list(Nomination.objects.all())
    submit(both[:1], office)
    with pytest.raises(DomainError, match="“甲村”（已上报）现在不能登记上报，一个也没有登记"):
        submit(both, office)
    assert sorted(Nomination.objects.values_list("state", flat=True)) == ["due", "submitted"]
    with pytest.raises(DomainError, match="还没有勾选"):
        submit([], office)


def test_one_paper_goes_to_one_level(office):
    place = CommunityFactory()
    for year in (2022, 2023, 2024):
        approved_cycle(year)
        if year > 2022:
            named(place, Level.MUNICIPAL, year, office)
    approved_cycle(2025)
    with pytest.raises(DomainError, match="一份文件只管一级"):
        submit(list(Nomination.objects.open()), office, on=date(2026, 1, 1))


@pytest.mark.parametrize(
    "result",
    [
        lambda place, by: named(place, Level.MUNICIPAL, 2024, by),
        lambda _place, by: refuse([nomination()], by),
    ],
    ids=["granted", "refused"],
)
def test_no_result_is_older_than_the_submission(office, result):
    place = CommunityFactory()
    approved_cycle(2023)
    approved_cycle(2024)
    submit([nomination()], office, on=date(2025, 6, 2))
    with pytest.raises(DomainError, match="结果日期不能更早"):
        result(place, office)
    assert nomination().state == "submitted"


def test_withdrawn_by_the_office_for_a_reason_it_is_not_named(office):
    place = CommunityFactory()
    approved_cycle(2023)
    approved_cycle(2024)
    with pytest.raises(DomainError, match="请填写“原因”"):
        actions.withdraw_nominations(nominations=[nomination()], reason=" ", by=office)
    actions.withdraw_nominations(nominations=[nomination()], reason="正在复核", by=office)
    assert nomination().state == "withdrawn"
    with pytest.raises(DomainError, match="已撤回：正在复核"):
        named(place, Level.MUNICIPAL, 2024, office)


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


# ---- What the database refuses ----


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "submitted"},
        {"state": "granted", "result_on": date(2025, 3, 1)},
        {"state": "refused", "result_on": date(2025, 3, 1)},
        {"state": "withdrawn"},
        {"level": Level.COUNTY},
        {"reason": "无"},
    ],
)
def test_half_a_nomination_is_refused_by_the_database(broken):
    CommunityFactory()
    approved_cycle(2023)
    approved_cycle(2024)
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.update(**broken)
    assert nomination().state == "due"


def test_no_nomination_is_ever_deleted():
    CommunityFactory()
    approved_cycle(2023)
    approved_cycle(2024)
    with pytest.raises(DatabaseError), transaction.atomic():
        Nomination.objects.all().delete()
    assert Nomination.objects.count() == 1
