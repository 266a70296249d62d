"""Nominations that go up: submitted, decided, withdrawn; and what of them cannot be."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit.models import Event
from communities.models import Community
from evaluation import actions
from evaluation.models import Level, Nomination, NominationState
from tests.evaluation.ladder.climbing import lose, named, nomination
from tests.factories import CommunityFactory, approved_cycle
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def two_years(kept) -> None:
    """Of one place, due for the city in 2024."""
    CommunityFactory()
    approved_cycle(2023)
    approved_cycle(2024)


def test_submitted_then_granted_with_both_document_numbers(two_years, office):
    place = Community.objects.get()
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


def test_what_was_passed_over_can_still_be_named_and_then_gives_no_reason(two_years, office):
    place = Community.objects.get()
    refuse([nomination()], office)
    assert (nomination().state, nomination().reason) == ("refused", "名额已满")
    named(place, Level.MUNICIPAL, 2024, office)
    assert (nomination().state, nomination().reason) == ("granted", "")


def refuse(nominations, by, on=date(2025, 4, 1)):
    return actions.record_refusal(nominations=nominations, reason="名额已满", on=on, by=by)


def test_nothing_is_decided_before_it_was_due(two_years, office):
    place = Community.objects.get()
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


def test_nothing_is_named_on_a_title_that_was_lost_after_it_was_passed_over(two_years, office):
    place = Community.objects.get()
    refuse([nomination()], office)
    lose(2023, office)
    with pytest.raises(DomainError, match="没有连续有效的县级称号"):
        named(place, Level.MUNICIPAL, 2024, office)


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
def test_a_refused_submission_changes_nothing(two_years, office, changes, words):
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


@pytest.mark.parametrize(
    "result",
    [
        lambda place, by: named(place, Level.MUNICIPAL, 2024, by),
        lambda _place, by: refuse([nomination()], by),
    ],
    ids=["granted", "refused"],
)
def test_no_result_is_older_than_the_submission(two_years, office, result):
    place = Community.objects.get()
    submit([nomination()], office, on=date(2025, 6, 2))
    with pytest.raises(DomainError, match="结果日期不能更早"):
        result(place, office)
    assert nomination().state == "submitted"


def test_withdrawn_by_the_office_for_a_reason_it_is_not_named(two_years, office):
    place = Community.objects.get()
    with pytest.raises(DomainError, match="请填写“原因”"):
        actions.withdraw_nominations(nominations=[nomination()], reason=" ", by=office)
    actions.withdraw_nominations(nominations=[nomination()], reason="正在复核", by=office)
    assert nomination().state == "withdrawn"
    with pytest.raises(DomainError, match="已撤回：正在复核"):
        named(place, Level.MUNICIPAL, 2024, office)


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
def test_half_a_nomination_is_refused_by_the_database(two_years, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.update(**broken)
    assert nomination().state == "due"


def test_no_nomination_is_ever_deleted(two_years):
    with pytest.raises(DatabaseError), transaction.atomic():
        Nomination.objects.all().delete()
    assert Nomination.objects.count() == 1
