"""更正: a typing error in a paper's number is put right; what stood there stays beside it."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from audit.models import Event
from evaluation import actions
from evaluation.models import Honour, Level, Nomination
from tests.factories import CommunityFactory, published_cycle
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db

WRONG, RIGHT = "保无案组〔2026〕13号", "保无案组〔2026〕31号"


@pytest.fixture
def named(client, office) -> list[Honour]:
    """甲村 and 乙村 put forward under one paper of ours, named under one of the city's, on whose
    number somebody mistyped."""
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
