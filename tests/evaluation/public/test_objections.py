"""异议: who may object when, what becomes of it, and who sees what of it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from evaluation import actions
from evaluation.models import (
    Honour,
    Notice,
    Objection,
    SenderCount,
    Verdict,
)
from evaluation.notice.actions import senders
from evaluation.notice.references import ALPHABET, new_reference, tidy
from evaluation.year.holidays import Special
from tests.factories import CommunityFactory, UserFactory, approved_cycle, noticed_cycle
from tests.pages import text
from wufaan.errors import DomainError
from wufaan.obstacles import Stopped

pytestmark = pytest.mark.django_db

DURING = date(2025, 11, 5)


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    CommunityFactory(name="甸阳村"), CommunityFactory(name="文武村")
    noticed_cycle(2025)


@pytest.fixture
def notice(on_notice) -> Notice:
    return Notice.objects.select_related("cycle").get()


def lodge(notice, text="三月有一起盗窃没有算进去。", sent_as="form-1", on=DURING, **fields):
    return actions.lodge(
        notice=Notice.objects.select_related("cycle").get(pk=notice.pk),
        text=text,
        sent_as=sent_as,
        address=fields.pop("address", "203.0.113.7"),
        on=on,
        by=User.objects.system(),
        **fields,
    )


def answer(objection, finding, office, **fields):
    fields.setdefault("reply", "已经核查。")
    return actions.answer(objection=objection, finding=finding, by=office, **fields)


# ---- For one that is missing ----


@pytest.fixture
def left_out(notice):
    """Registered after the list was made."""
    return CommunityFactory(name="由旺村")


def test_upheld_for_one_that_is_missing_withholds_nothing(notice, left_out):
    office = UserFactory(role=Role.OFFICE)
    objection = answer(lodge(notice, missing=left_out), "upheld", office)
    assert objection.state == "upheld"
    assert not Verdict.objects.exclude(withheld_reason="").exists()
    assert not notice.corrections.exists()
    assert Event.objects.get(verb="objection_answered").data["missing"] == left_out.code


def test_a_second_answer_may_turn_it(notice, left_out):
    office = UserFactory(role=Role.OFFICE)
    objection = answer(lodge(notice, missing=left_out), "rejected", office)
    fields = {"finding": "upheld", "reply": "应当列入。", "reason": "补充了材料。"}
    actions.answer_again(objection=objection, **fields, by=office)
    objection.refresh_from_db()
    assert objection.state == "upheld"
    assert not Verdict.objects.exclude(withheld_reason="").exists()


def test_one_on_the_list_is_not_missing(notice):
    listed = notice.entries.first().verdict.community
    with pytest.raises(DomainError, match="“甸阳村”在公示名单上"):
        lodge(notice, missing=listed)


def test_the_same_words_for_two_places_are_two_objections(notice, left_out):
    first, second = lodge(notice, missing=left_out), lodge(notice, missing=CommunityFactory())
    assert first != second
    assert lodge(notice, missing=left_out) == first


# ---- Taking it ----


@pytest.mark.parametrize("day", [date(2025, 11, 3), date(2025, 11, 7)])
def test_the_public_may_object_from_the_first_day_to_the_last(notice, day):
    assert lodge(notice, on=day).state == "received"


@pytest.mark.parametrize("day", [date(2025, 11, 2), date(2025, 11, 8)])
def test_before_and_after_one_is_told_of_the_other_channels(client, it_is, notice, day):
    with pytest.raises(Stopped, match="不在公示期内.*请用其他渠道") as refused:
        lodge(notice, on=day)
    it_is(day)
    page = text(client.get("/notices/2025/objections/new/"))
    assert str(refused.value) in page
    assert "电话：0875-0000000" in page
    assert "提交异议</button>" not in page


def test_a_list_that_was_sent_back_is_still_before_the_public(notice):
    type(notice.cycle).objects.update(state="sent_back")
    assert lodge(notice).state == "received"
    assert Notice.objects.current().get() == notice


def test_once_approved_nobody_objects_any_more(notice):
    type(notice.cycle).objects.update(state="approved")
    with pytest.raises(DomainError, match="不在公示期内"):
        lodge(notice)


def test_an_objection_says_something(notice):
    with pytest.raises(DomainError, match="请填写“异议内容”"):
        lodge(notice, text=" \n")


def test_personal_data_in_the_text_is_refused_with_the_words_found(notice):
    with pytest.raises(DomainError, match="异议内容里“1388….*”像手机号码"):
        lodge(notice, text="请打 13887654321 找我")
    assert not Objection.objects.exists()


def test_the_contact_may_be_a_mobile_number_but_no_identity_number(notice):
    assert lodge(notice, contact="13887654321").contact == "13887654321"
    with pytest.raises(DomainError, match="联系方式里.*身份证号"):
        lodge(notice, contact="11010519491231002X")


def test_the_same_form_sent_twice_is_one_objection_and_a_changed_one_is_another(notice):
    first, again = lodge(notice), lodge(notice)
    assert first == again
    assert lodge(notice, text="还有一起。") != first
    assert Objection.objects.count() == 2
    assert Event.objects.filter(verb="objection_lodged").count() == 2


def test_the_same_words_about_another_place_are_another_objection(notice):
    first, second = (lodge(notice, entry=entry) for entry in notice.entries.all())
    assert first.entry != second.entry


def test_sent_again_after_the_last_day_it_is_still_the_one_that_is_there(notice):
    assert lodge(notice) == lodge(notice, on=date(2025, 11, 20))


def test_references_are_long_random_and_without_look_alikes():
    references = {new_reference() for _ in range(200)}
    assert len(references) == 200
    assert not set("".join(references)) & set("01258OILZSBUV")
    assert len(ALPHABET) ** 12 > 2**50


def test_a_reference_is_understood_however_it_is_typed():
    assert tidy(" ｋ7qm 3xwd—9rtf ") == "K7QM-3XWD-9RTF"
    assert tidy("K7QM3XWD9RTF") == "K7QM-3XWD-9RTF"
    assert tidy("???") == ""


# ---- Not too many ----


def test_one_address_may_send_many_but_not_any_number(notice, monkeypatch):
    monkeypatch.setattr(senders, "PER_ADDRESS_A_DAY", 2)
    for n in range(2):
        lodge(notice, sent_as=f"form-{n}")
    with pytest.raises(DomainError, match="请明天再试，或者改用其他渠道：电话：0875-0000000"):
        lodge(notice, sent_as="form-3")
    assert lodge(notice, sent_as="form-4", address="198.51.100.9")
    assert lodge(notice, sent_as="form-5", on=DURING + timedelta(days=1))
    assert Objection.objects.count() == 4


def test_one_household_s_ipv6_addresses_count_as_one(notice, monkeypatch):
    monkeypatch.setattr(senders, "PER_ADDRESS_A_DAY", 1)
    lodge(notice, sent_as="a", address="2001:db8:1:2::1")
    with pytest.raises(DomainError, match="请明天再试"):
        lodge(notice, sent_as="b", address="2001:db8:1:2:ffff::9")


def test_a_notice_takes_only_so_many_a_day_from_the_web(notice, monkeypatch, office):
    monkeypatch.setattr(senders, "PER_NOTICE_A_DAY", 1)
    lodge(notice, sent_as="a", address="203.0.113.1")
    with pytest.raises(DomainError, match="请明天再试"):
        lodge(notice, sent_as="b", address="203.0.113.2")
    enter(notice, office)
    assert Objection.objects.count() == 2


def test_what_was_refused_does_not_count(notice, monkeypatch):
    monkeypatch.setattr(senders, "PER_ADDRESS_A_DAY", 1)
    with pytest.raises(DomainError):
        lodge(notice, text="13887654321")
    assert lodge(notice)


def test_no_address_is_kept_and_the_counts_are_forgotten_the_day_after(notice):
    lodge(notice, address="203.0.113.7")
    first = SenderCount.objects.get()
    assert "203.0.113" not in first.sender
    lodge(notice, sent_as="b", address="203.0.113.7", on=DURING + timedelta(days=1))
    assert SenderCount.objects.get().sender != first.sender
    actions.forget_senders(before=DURING + timedelta(days=2))
    assert not SenderCount.objects.exists()


# ---- The office ----


def enter(notice, office, **fields):
    fields = {
        "channel": "letter",
        "text": "来信反映邻里纠纷。",
        "received_on": DURING,
        "sent_as": "desk",
    } | fields
    return actions.enter(notice=notice, by=office, **fields)


def test_what_came_by_letter_is_entered_after_the_notice_with_the_day_of_its_postmark(
    notice, office
):
    objection = enter(notice, office)
    assert (objection.channel, objection.received_on) == ("letter", DURING)
    assert enter(notice, office) == objection
    for day in (date(2025, 11, 2), date(2025, 11, 8)):
        with pytest.raises(DomainError, match="以邮戳日期为准"):
            enter(notice, office, received_on=day, sent_as=f"{day}")


def test_upheld_withholds_the_community_and_leaves_the_published_list_as_it_was(notice, office):
    entry = notice.entries.first()
    before = (notice.sha256, list(notice.entries.values_list("name", flat=True)))
    objection = answer(lodge(notice, entry=entry), "upheld", office)
    verdict = Verdict.objects.get(notice_entry=entry)
    assert objection.reference in verdict.withheld_reason
    assert verdict.withheld_by == office
    notice.refresh_from_db()
    assert (notice.sha256, list(notice.entries.values_list("name", flat=True))) == before
    assert list(notice.entries.taken_off()) == [entry]


def test_who_was_taken_off_is_not_named(notice, office):
    entry = notice.entries.first()
    answer(lodge(notice, entry=entry), "upheld", office)
    leader = UserFactory(role=Role.LEADING)
    actions.approve(cycle=notice.cycle, on=date(2025, 11, 15), by=leader)
    assert entry.name not in Honour.objects.values_list("name", flat=True)
    assert Honour.objects.count() == notice.entries.count() - 1


def test_rejected_withholds_nobody(notice, office):
    answer(lodge(notice, entry=notice.entries.first()), "rejected", office)
    assert not Verdict.objects.withheld().exists()


def test_the_office_says_which_one_was_meant(notice, office):
    entry = notice.entries.last()
    answer(lodge(notice), "upheld", office, entry=entry)
    assert list(notice.entries.taken_off()) == [entry]


def test_an_answer_is_given_once_and_the_same_click_twice_is_harmless(notice, office):
    objection = lodge(notice, entry=notice.entries.first())
    answer(objection, "upheld", office)
    answer(objection, "upheld", office)
    with pytest.raises(DomainError, match="已经答复（异议成立）"):
        answer(objection, "rejected", office)
    assert Event.objects.filter(verb="objection_answered").count() == 1


def test_an_answer_holds_no_personal_data(notice, office):
    with pytest.raises(DomainError, match="答复里.*手机号码"):
        answer(lodge(notice), "rejected", office, reply="请电 13887654321")


def test_after_approval_nothing_is_entered_or_answered(notice, office):
    objection = lodge(notice)
    type(notice.cycle).objects.update(state="approved")
    for attempt in (lambda: enter(notice, office), lambda: answer(objection, "rejected", office)):
        with pytest.raises(DomainError, match="不能登记和答复异议"):
            attempt()


# ---- What is kept ----


def test_contacts_are_erased_with_the_publication_and_the_audit_tells_no_more_than_that(
    notice, office
):
    contact = "13887654321"
    objection = lodge(notice, contact=contact)
    answer(objection, "rejected", office)
    leader = UserFactory(role=Role.LEADING)
    actions.approve(cycle=notice.cycle, on=date(2025, 11, 15), by=leader)
    assert Objection.objects.get().contact == contact
    actions.publish(cycle=notice.cycle, on=date(2025, 11, 20), by=office)
    assert Objection.objects.get().contact == ""
    assert Event.objects.get(verb="contacts_erased").data == {}


def test_neither_contact_nor_text_gets_into_the_audit(notice, office):
    lodge(notice, text="独特的内容一", contact="13887654321", entry=notice.entries.first())
    enter(notice, office, text="独特的内容二", contact="0875-1234567")
    told = str(list(Event.objects.values_list("data", flat=True)))
    for secret in ("独特的内容", "13887654321", "0875-1234567"):
        assert secret not in told
    assert "objection_lodged" in Event.objects.values_list("verb", flat=True)


def test_objections_are_never_deleted(notice):
    lodge(notice)
    with pytest.raises(DatabaseError), transaction.atomic():
        Objection.objects.all().delete()
    assert Objection.objects.count() == 1


def test_a_year_without_objections_is_published_as_ever(office):
    CommunityFactory()
    cycle = approved_cycle(2025)
    actions.publish(cycle=cycle, on=date(2025, 11, 20), by=office)
    assert Event.objects.filter(verb="contacts_erased").count() == 1


# ---- Who looks into it, and by when ----


def test_by_when_it_is_due_is_fixed_at_receipt(notice, office):
    objection = lodge(notice)
    assert objection.due_on == date(2025, 11, 19)
    actions.clear_day(day=date(2025, 11, 19), by=office)
    actions.set_days(days={date(2025, 11, 19): Special(worked=False)}, by=office)
    objection.refresh_from_db()
    assert objection.due_on == date(2025, 11, 19)
    assert enter(notice, office).due_on == date(2025, 11, 20)


def test_one_of_the_office_is_to_look_into_it_and_can_be_relieved(notice, office):
    other, objection = UserFactory(role=Role.OFFICE), lodge(notice)
    for _ in range(2):
        actions.assign(objection=objection, to=other, by=office)
    objection.refresh_from_db()
    assert objection.assigned_to == other
    assert actions.assign(objection=objection, to=None, by=office).assigned_to is None
    events = Event.objects.filter(verb="objection_assigned").order_by("sequence")
    assert [event.data["to"] for event in events] == [other.username, None]


@pytest.mark.parametrize("role", [Role.LEADING, Role.AUDITOR, Role.OFFICER])
def test_nobody_outside_the_office_is_to_look_into_it(notice, office, role):
    with pytest.raises(DomainError, match="请交给领导小组办公室的账号"):
        actions.assign(objection=lodge(notice), to=UserFactory(role=role), by=office)


def test_an_account_that_was_closed_gets_no_more_work(notice, office):
    gone = UserFactory(role=Role.OFFICE, is_active=False)
    with pytest.raises(DomainError, match="请交给领导小组办公室的账号"):
        actions.assign(objection=lodge(notice), to=gone, by=office)


def test_what_was_answered_is_nobody_s_work_any_more(notice, office):
    objection = answer(lodge(notice), "rejected", office)
    with pytest.raises(DomainError, match="不用再交办"):
        actions.assign(objection=objection, to=office, by=office)


def test_overdue_is_what_waits_the_day_after_its_last(notice, office):
    lodge(notice)
    answer(lodge(notice, sent_as="b"), "rejected", office)
    assert Objection.objects.overdue(date(2025, 11, 19)).count() == 0
    assert Objection.objects.overdue(date(2025, 11, 20)).count() == 1


def test_the_audit_keeps_that_there_was_a_contact_and_nothing_of_it(notice):
    lodge(notice, contact="13887654321")
    lodge(notice, sent_as="b")
    events = Event.objects.filter(verb="objection_lodged").order_by("sequence")
    assert [event.data["contact"] for event in events] == [True, False]
