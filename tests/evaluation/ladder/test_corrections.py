"""更正: a typing error in a paper's number is put right; what stood there stays beside it."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.permissions import Role
from audit.models import Event
from evaluation import actions
from evaluation.models import Honour, Level, Nomination
from tests.factories import CommunityFactory, UserFactory, published_cycle
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db

WRONG, RIGHT = "保无案组〔2026〕13号", "保无案组〔2026〕31号"


@pytest.fixture(scope="module")
def two_named(kept) -> None:
    """甲村 and 乙村 put forward under one paper of ours, named under one of the city's, on whose
    number somebody mistyped."""
    office, client = UserFactory(role=Role.OFFICE), Client()
    client.force_login(office)
    for name in ("甲村", "乙村"):
        CommunityFactory(name=name)
    published_cycle(2024)
    published_cycle(2025)
    nominations = Nomination.objects.order_by("pk")
    submission = {"document_number": "施公〔2025〕9号", "on": date(2025, 12, 2)}
    actions.submit_nominations(nominations=nominations, by=office, **submission)
    page = "/office/nominations/naming/?" + "&".join(f"nomination={n.pk}" for n in nominations)
    typed = {"document_number": WRONG, "granted_on": "2026-03-18", "issuer": "市公安局"}
    assert "下一步" in text(client.get(page))
    second = text(client.post(page, typed))
    assert "甲村：2025 年市级无发案村社，2026年3月18日市公安局授予" in as_one_line(second)
    assert WRONG in second
    assert not Honour.objects.at(Level.MUNICIPAL).exists()
    assert client.post(page, typed | {"confirmed": "1"}).status_code == 302


@pytest.fixture
def named(two_named, office) -> list[Honour]:
    return list(Honour.objects.at(Level.MUNICIPAL).order_by("pk"))


def as_one_line(page: str) -> str:
    return " ".join(page.split()).replace(" 市公安局", "市公安局")


def correct(client, honour, **changes):
    typed = {"document_number": RIGHT, "granted_on": "2026-03-18", "issuer": "市公安局"}
    typed |= {"why": "文号录入有误", "together": "on"}
    return client.post(f"/office/corrections/naming/{honour.pk}/", typed | changes)


def test_a_typing_error_in_the_citys_number_costs_nobody_a_title(client, named):
    honour = named[0]
    assert f"/office/corrections/naming/{honour.pk}/" in text(client.get(office_page(honour)))
    assert correct(client, honour)["Location"] == office_page(honour)
    for each in named:
        each.refresh_from_db()
        assert (each.document_number, each.state) == (RIGHT, "standing")
    results = Nomination.objects.values_list("result_number", "state")
    assert set(results) == {(RIGHT, "granted")}
    inside = text(client.get(office_page(honour)))
    assert f"文号原为“{WRONG}”" in inside
    assert "文号录入有误（" in inside
    public = text(Client().get(f"/communities/{honour.community.code}/"))
    assert RIGHT in public
    assert f"文号原为“{WRONG}”" in public
    assert "录入有误" not in public
    of_nomination = Nomination.objects.of(honour.community).get()
    assert f"上级文号原为“{WRONG}”" in text(client.get(f"/office/nominations/{of_nomination.pk}/"))
    rows = Client().get("/open-data/titles.json").json()["titles"]
    assert {r["document_number"] for r in rows if r["level"] == "municipal"} == {RIGHT}


def test_the_lists_tell_what_stood_there_beside_what_is_right(client, named):
    correct(client, named[0])
    assert text(client.get("/office/honours/")).count(f"文号原为“{WRONG}”") == 2
    assert text(client.get("/office/nominations/")).count(f"上级文号原为“{WRONG}”") == 2


@pytest.mark.parametrize("path", ["/office/honours/", "/office/nominations/"])
def test_lists_with_more_corrections_take_no_more_queries(client, named, path):
    correct(client, named[0], together="")
    few = queries(client, path)
    correct(client, named[1], together="")
    assert queries(client, path) == few


def office_page(honour) -> str:
    return f"/office/honours/{honour.pk}/"


def test_one_of_them_alone_if_that_is_what_was_wrong(client, named):
    correct(client, named[0], together="")
    numbers = Honour.objects.at(Level.MUNICIPAL).order_by("pk").values_list("document_number")
    assert [number for (number,) in numbers] == [RIGHT, WRONG]


def test_it_is_on_record_with_both_values_and_the_reason(client, office, named):
    correct(client, named[0], granted_on="2026-03-19")
    event = Event.objects.about(named[0]).get(verb="corrected")
    assert event.actor == office.username
    assert event.data == {
        "reason": "文号录入有误",
        "before": {"document_number": WRONG, "granted_on": "2026-03-18"},
        "after": {"document_number": RIGHT, "granted_on": "2026-03-19"},
    }


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"document_number": WRONG}, "和现在的登记一样"),
        ({"document_number": " "}, "请填写“文号”"),
        ({"granted_on": "2025-12-01"}, "2025-12-02 才上报，结果日期不能更早"),
        ({"granted_on": "2090-01-01"}, "还没有到"),
        ({"why": " "}, "请填写“更正的原因”"),
        ({"why": "13800138000"}, "手机号码"),
    ],
)
def test_a_refused_correction_changes_nothing_and_is_still_in_the_form(
    client, named, changes, words
):
    page = text(correct(client, named[0], **changes))
    assert words in page
    assert not Event.objects.filter(verb="corrected").exists()
    assert set(Honour.objects.at(Level.MUNICIPAL).values_list("document_number", flat=True)) == {
        WRONG
    }


def test_our_own_submission_and_an_answer_from_above_too(client, office, named):
    nomination = Nomination.objects.order_by("pk").first()
    page = f"/office/corrections/submission/{nomination.pk}/"
    typed = {"submitted_number": "施公〔2025〕90号", "submitted_on": "2025-12-03"}
    typed |= {"submitted_issuer": "施甸县公安局", "why": "漏了一位", "together": "on"}
    assert client.post(page, typed).status_code == 302
    assert set(Nomination.objects.values_list("submitted_number", "submitted_on")) == {
        ("施公〔2025〕90号", date(2025, 12, 3))
    }
    late = text(client.post(page, typed | {"submitted_on": "2026-03-19"}))
    assert "2026-03-18 已有结果，上报日期不能更晚" in late
    shown = text(client.get(f"/office/nominations/{nomination.pk}/"))
    assert "上报文号原为“施公〔2025〕9号”" in shown


def test_an_answer_that_named_nobody_is_put_right(client, office):
    CommunityFactory()
    published_cycle(2024)
    published_cycle(2025)
    (refused,) = Nomination.objects.all()
    told = {"reason": "名额已满", "on": date(2026, 3, 18), "document_number": WRONG}
    actions.record_refusal(nominations=[refused], by=office, **told)
    typed = {"result_number": RIGHT, "result_on": "2026-03-18", "reason": "名额已满", "why": "笔误"}
    assert client.post(f"/office/corrections/answer/{refused.pk}/", typed).status_code == 302
    assert f"上级文号原为“{WRONG}”" in text(client.get(f"/office/nominations/{refused.pk}/"))


@pytest.mark.parametrize("path", ["naming/{county}/", "answer/{nomination}/", "nothing/1/"])
def test_what_is_not_of_a_paper_has_no_page(client, named, path):
    county = Honour.objects.at(Level.COUNTY).first()
    nomination = Nomination.objects.first()
    address = path.format(county=county.pk, nomination=nomination.pk)
    assert client.get(f"/office/corrections/{address}").status_code == 404


def test_the_database_lets_no_number_change_without_a_correction(client, named):
    correct(client, named[0])
    for change in ({"document_number": "别的"}, {"issuer": ""}, {"granted_on": date(2026, 1, 1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Honour.objects.at(Level.MUNICIPAL).update(**change)


def test_the_public_page_takes_no_more_queries_for_more_titles(client, named):
    correct(client, named[0])
    address = f"/communities/{named[0].community.code}/"
    few = queries(Client(), address)
    published_cycle(2022)
    published_cycle(2023)
    assert queries(Client(), address) == few


# ---- Of an ending, and of giving back ----


@pytest.fixture
def revoked(office, named) -> Honour:
    """The county title of 甲村 of 2025, with which the municipal one fell."""
    title = Honour.objects.get(community=named[0].community, year=2025, level=Level.COUNTY)
    told = {"reason": "漏报", "on": date(2026, 4, 1), "document_number": WRONG}
    return actions.revoke(honour=title, by=office, **told)


def correct_ending(client, honour, **changes):
    typed = {"end_document": RIGHT, "ended_on": "2026-04-02", "why": "文号录入有误"}
    page = f"/office/corrections/ending/{honour.pk}/"
    return client.post(page, typed | {"together": "on"} | changes)


def test_document_and_day_of_a_revocation_are_put_right_with_all_that_fell(client, revoked):
    assert f"/office/corrections/ending/{revoked.pk}/" in text(client.get(office_page(revoked)))
    assert correct_ending(client, revoked)["Location"] == office_page(revoked)
    ended = Honour.objects.ended().values_list("level", "state", "end_document", "ended_on")
    assert set(ended) == {
        (level, "revoked", RIGHT, date(2026, 4, 2)) for level in (Level.COUNTY, Level.MUNICIPAL)
    }
    inside = text(client.get(office_page(revoked)))
    assert f"终止文号原为“{WRONG}”" in inside
    assert "文号录入有误（" in inside
    public = text(Client().get(f"/communities/{revoked.community.code}/"))
    assert public.count(f"终止文号原为“{WRONG}”") == 2
    assert "录入有误" not in public


def test_the_day_of_an_ending_is_not_before_the_title(client, revoked):
    page = text(correct_ending(client, revoked, ended_on="2025-01-01"))
    assert "才授予，终止日期不能更早" in page


def test_what_is_proposed_to_be_given_back_is_decided_first(client, office, revoked):
    propose(revoked, office)
    assert "请先决定，再更正" in text(correct_ending(client, revoked))


def propose(title, office):
    told = {"document_number": "某复〔2026〕1号", "document_date": date(2026, 5, 4)}
    return actions.propose_reinstatement(honour=title, by=office, reason="复议纠正", **told)


def test_the_document_that_gave_a_title_back_is_put_right(client, office, revoked, it_is):
    it_is(date(2026, 5, 6))
    correct_ending(client, revoked)
    row = propose(revoked, office)
    actions.reinstate(reinstatement=row, by=UserFactory(role=Role.LEADING))
    page = f"/office/corrections/reinstatement/{row.pk}/"
    assert page in text(client.get(office_page(revoked)))
    typed = {"document_number": "某复〔2026〕11号", "document_date": "2026-05-04"}
    typed |= {"why": "漏了一位", "together": "on"}
    early = text(client.post(page, typed | {"document_date": "2026-04-01"}))
    assert "2026-04-02 才终止，纠正它的文件不能更早" in early
    assert client.post(page, typed)["Location"] == office_page(revoked)
    for title in Honour.objects.filter(community=revoked.community, year=2025):
        assert title.state == "standing"
        assert "恢复文号原为“某复〔2026〕1号”" in text(client.get(office_page(title)))
    public = text(Client().get(f"/communities/{revoked.community.code}/"))
    assert "（某复〔2026〕11号）" in public
    assert "恢复文号原为“某复〔2026〕1号”" in public
    assert "终止文号" not in public  # nothing of an ending that was wrong


def test_the_database_lets_no_ending_change_without_a_correction(client, revoked):
    for change in ({"end_document": "别的"}, {"ended_on": date(2026, 4, 3)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Honour.objects.ended().update(**change)


# ---- Taken back, and sent again ----


def test_a_submission_taken_back_goes_up_again_under_a_new_number(client, office):
    CommunityFactory()
    published_cycle(2024)
    published_cycle(2025)
    (nomination,) = Nomination.objects.all()
    first = {"document_number": "施公〔2025〕9号", "on": date(2025, 12, 2)}
    actions.submit_nominations(nominations=[nomination], by=office, **first)
    actions.withdraw_nominations(nominations=[nomination], reason="附件有误", by=office)
    page = f"/office/nominations/{nomination.pk}/"
    assert "登记上报…" in text(client.get(page))
    again = f"/office/nominations/submission/?nomination={nomination.pk}"
    early = {"document_number": "施公〔2026〕1号", "on": "2025-12-01"}
    assert "2025-12-02 第一次上报，再次上报不能更早" in text(client.post(again, early))
    assert client.post(again, early | {"on": "2026-01-05"}).status_code == 302
    nomination.refresh_from_db()
    assert (nomination.state, nomination.submitted_number, nomination.reason) == (
        "submitted",
        "施公〔2026〕1号",
        "",
    )
    shown = text(client.get(page))
    assert "上报文号原为“施公〔2025〕9号”" in shown
    assert "附件有误" in shown
