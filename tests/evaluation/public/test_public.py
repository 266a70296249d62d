"""The public pages over HTTP: what they show, to whom, at what cost, and what they leave behind."""

from datetime import date

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings

from accounts.permissions import Role
from communities.models import CommunityKind
from evaluation import actions
from evaluation.models import Honour, Notice, Objection, SenderCount
from evaluation.notice.actions import senders
from tests.evaluation.public.reading import DURING, FORM, names, typed
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    UserFactory,
    noticed_cycle,
    published_cycle,
)
from tests.pages import text
from tests.queries import queries
from wufaan.web import client_address

pytestmark = pytest.mark.django_db

STATUS = "/objections/"
RECEIVED = "/objections/received/"
CONTACT = "13887654321"


@pytest.fixture
def during(it_is):
    """It is the third day of the notice of 2025."""
    it_is(DURING)


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    with override_settings(DEMO_DAY=DURING):
        CompoundFactory(name="善洲花园", parent__name="甸阳村")
        noticed_cycle(2025)


@pytest.fixture
def notice(on_notice, during) -> Notice:
    return Notice.objects.select_related("cycle").get()


# ---- Objecting ----


def test_the_notice_leads_to_the_form_and_the_form_names_the_line(client, notice):
    page = text(client.get("/notices/2025/"))
    position = notice.entries.get(name="善洲花园").position
    assert f'href="{FORM}?entry={position}"' in page
    form = text(client.get(FORM, {"entry": position}))
    assert f'<option value="{position}" selected>' in form


def test_who_objected_is_told_the_reference_and_may_look_up_the_answer(client, notice):
    assert ">提出异议</a>" in text(client.get("/notices/2025/"))
    received = client.post(FORM, typed(entry=1, contact=CONTACT), follow=True)
    objection = Objection.objects.get()
    assert objection.entry.position == 1
    assert objection.reference in text(received)
    assert "一般 10 个工作日内答复" in text(received)
    assert received["Cache-Control"].count("no-store") == 1
    assert objection.reference in text(client.get(RECEIVED)), "a reload shows it again"
    page = text(client.post(STATUS, {"reference": objection.reference.lower()}))
    assert "正在核查" in page
    assert CONTACT not in page
    office = UserFactory(role=Role.OFFICE)
    actions.answer(objection=objection, finding="rejected", reply="当年没有立案。", by=office)
    page = text(client.post(STATUS, {"reference": objection.reference}))
    assert "异议不成立" in page
    assert "当年没有立案。" in page
    assert CONTACT not in page


def test_only_the_browser_that_sent_an_objection_is_told_its_reference(client, notice):
    client.post(FORM, typed())
    assert Client().get(RECEIVED)["Location"] == STATUS
    client.cookies["objection"] = f"{Objection.objects.get().pk}:forged"
    assert client.get(RECEIVED)["Location"] == STATUS


def test_the_reference_stands_in_no_address(client, notice):
    sent = client.post(FORM, typed())
    assert sent["Location"] == RECEIVED
    reference = Objection.objects.get().reference
    page = text(client.get(STATUS, {"reference": reference}))
    assert "正在核查" not in page
    assert 'method="post"' in page


def test_an_unknown_reference_is_told_so(client):
    assert "没有这个编号" in text(client.post(STATUS, {"reference": "AAAA-AAAA-AAAA"}))
    assert "没有这个编号" in text(client.post(STATUS, {"reference": "？？？"}))
    assert "请填写“受理编号”" in text(client.post(STATUS, {"reference": ""}))


def test_the_form_sent_twice_shows_the_same_reference(client, notice):
    pages = [text(client.post(FORM, typed(), follow=True)) for _ in range(2)]
    reference = Objection.objects.get().reference
    assert all(reference in page for page in pages)


def test_personal_data_is_refused_and_nothing_typed_is_lost(client, notice):
    response = client.post(FORM, typed(text=f"请打 {CONTACT}", contact="0875-1234567"))
    page = text(response)
    assert "像手机号码" in str(response.context["form"].errors["text"])
    assert f"请打 {CONTACT}" in page
    assert "0875-1234567" in page
    assert not Objection.objects.exists()


def test_an_empty_objection_and_an_impossible_line_are_refused(client, notice):
    assert "请填写“异议内容”" in text(client.post(FORM, typed(text="")))
    assert "errorlist" in text(client.post(FORM, typed(entry="999")))
    assert not Objection.objects.exists()


def test_a_program_that_fills_in_everything_is_refused_in_words(client, notice):
    assert "请清空后再提交" in text(client.post(FORM, typed(left_blank="x")))
    assert not Objection.objects.exists()


def test_too_many_from_one_address_are_told_of_the_other_channels(client, notice, monkeypatch):
    monkeypatch.setattr(senders, "PER_ADDRESS_A_DAY", 1)
    client.post(FORM, typed())
    page = text(client.post(FORM, typed(sent_as="form-2")))
    assert "请明天再试，或者改用其他渠道" in page
    assert "0875-0000000" in page
    assert Objection.objects.count() == 1


def test_outside_the_days_the_form_gives_way_to_the_other_channels(client, notice, it_is):
    it_is(date(2025, 11, 8))
    page = text(client.get(FORM))
    assert "现在不在公示期内" in page
    assert "0875-0000000" in page
    assert "<textarea" not in page
    refused = text(client.post(FORM, typed()))
    assert "五月有人入室盗窃" in refused
    assert not Objection.objects.exists()


def test_there_is_no_form_without_a_notice(client):
    assert client.get(FORM).status_code == 404


@pytest.mark.parametrize(
    ("behind", "forwarded", "address"),
    [
        (False, "198.51.100.1", "203.0.113.7"),
        (True, "198.51.100.1", "198.51.100.1"),
        (True, "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        (True, "", "203.0.113.7"),
    ],
)
def test_what_a_proxy_says_counts_only_where_there_is_one(settings, behind, forwarded, address):
    settings.BEHIND_HTTPS = behind
    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": "203.0.113.7", "HTTP_X_FORWARDED_FOR": forwarded}
    assert client_address(request) == address


def test_the_address_is_not_in_the_database(client, notice):
    client.post(FORM, typed(), REMOTE_ADDR="203.0.113.77")
    assert SenderCount.objects.get().count == 1
    assert "203.0.113.77" not in str(list(SenderCount.objects.values()))


# ---- Taken off after publishing ----


def test_who_was_taken_off_is_marked_on_the_notice_and_the_list_stays(client, notice):
    published = client.get("/notices/2025/list.txt").content
    office = UserFactory(role=Role.OFFICE)
    client.post(FORM, typed(entry=notice.entries.get(name="善洲花园").position))
    actions.answer(
        objection=Objection.objects.get(), finding="upheld", reply="情况属实。", by=office
    )
    page = text(client.get("/notices/2025/"))
    assert "<s>善洲花园</s>" in page
    assert "<s>甸阳村</s>" not in page
    assert "公示以后的更正" in page
    assert 'id="c1"' in page
    assert notice.sha256 in page
    assert Objection.objects.get().reference not in page
    assert client.get("/notices/2025/list.txt").content == published


# ---- Finding ----


def test_a_year_s_list_is_searched_by_name_initials_and_code(client):
    CommunityFactory(name="甸阳村", code="530521101001")
    CommunityFactory(name="文武村", code="530521101002")
    published_cycle(2025)
    for word in ("文武", "文 武", "ww", "WENWU", "530521101002"):
        page = names(client, "/years/2025/", text=word)
        assert "文武村" in page, word
        assert "甸阳村" not in page, word
    assert "年度名单里没有“查无此村”" in names(client, "/years/2025/", text="查无此村")
    assert client.get("/years/2025/", {"text": "\x01%_'\""}).status_code == 200


def test_the_search_stays_with_the_kind(client):
    CompoundFactory(name="善洲花园", parent__name="善洲村")
    published_cycle(2025)
    page = names(client, "/years/2025/", text="善洲", kind=CommunityKind.COMPOUND)
    assert "善洲花园</a>" in page
    assert "善洲村</a>" not in page


def test_my_village_is_found_on_the_notice_and_among_titles(client, notice):
    page = names(client, "/communities/", text="szhy")
    assert "/notices/2025/#e" in page
    assert "获得过称号" not in page
    published_cycle(2024)
    page = names(client, "/communities/", text="善洲")
    code = Honour.objects.get(name="善洲花园").community.code
    assert f'href="/communities/{code}/"' in page


def test_my_village_is_found_by_what_people_call_it(client, notice):
    published_cycle(2024)
    for called in ("善洲花园小区", "甸阳镇善洲花园", "善洲 花园", "甸阳镇 善洲花园小区"):
        page = names(client, "/communities/", text=called)
        assert "善洲花园</a>" in page, called
        assert "获得过称号" in page, called


def test_until_the_list_is_out_the_notice_is_found_and_the_title_is_not(client):
    place = CommunityFactory(name="甸阳村")
    cycle = noticed_cycle(2025)
    actions.approve(cycle=cycle, on=date(2025, 11, 15), by=UserFactory(role=Role.LEADING))
    page = names(client, "/communities/", text="甸阳")
    assert "/notices/2025/#e" in page
    assert "获得过称号" not in page
    assert client.get(f"/communities/{place.code}/").status_code == 404
    assert client.get("/open-data/2025/titles.csv").status_code == 404


def test_an_empty_search_finds_nothing_and_says_nothing(client):
    assert "没有查到" not in names(client, "/communities/")


def test_the_page_of_a_place_on_the_list_tells_nothing_of_it(client):
    place = CommunityFactory(name="甸阳村")
    published_cycle(2024)
    assert "公示名单" not in names(client, f"/communities/{place.code}/")


def test_too_many_where_all_of_them_are_on_the_list_is_no_word_about_it(client, during):
    CommunityFactory.create_batch(9, name="新村")
    noticed_cycle(2025)
    page = names(client, "/communities/", text="新村")
    assert "/notices/2025/#e9" in page
    assert "与此相符" not in page


# ---- How ----


def test_how_a_community_is_named_in_ten_criteria(client):
    page = text(client.get("/how/"))
    assert page.count("<li>") >= 10
    for words in ("入室盗窃", "涉枪涉爆", "连续两年", "撤销", "如实报告从不受处罚"):
        assert words in page
    assert 'href="/how/"' in text(client.get("/"))


# ---- Headers ----


def test_a_page_that_changed_is_sent_again(client):
    before = client.get("/")["ETag"]
    CommunityFactory()
    published_cycle(2025)
    assert client.get("/", headers={"If-None-Match": before}).status_code == 200


def test_who_is_signed_in_gets_pages_that_no_cache_shares(client):
    client.force_login(UserFactory(role=Role.OFFICE))
    assert "private" in client.get("/")["Cache-Control"]


def test_only_pages_with_a_form_set_the_cookie_that_protects_it(client, notice):
    assert "csrftoken" in client.get(FORM).cookies
    assert "csrftoken" in client.get(STATUS).cookies
    assert "sessionid" not in client.cookies


def test_search_engines_are_kept_from_where_they_find_nothing(client):
    robots = text(client.get("/robots.txt"))
    assert "Disallow: /office/" in robots
    assert "Disallow: /objections/" in robots
    assert client.get("/favicon.ico")["Location"].endswith("favicon.svg")


# ---- Cost ----


def grow(year: int, count: int) -> None:
    for _ in range(count):
        CompoundFactory()
    published_cycle(year)


PAGES = [
    "/",
    "/years/2024/?text=5305",
    "/communities/?text=5305",
    "/open-data/",
    "/open-data/titles.csv",
    "/open-data/2024/titles.json",
    "/open-data/corrections.csv",
    "/open-data/corrections.json",
    "/feed.atom",
    "/notices/2024/",
]


def test_more_of_everything_takes_no_more_queries(client, django_assert_max_num_queries):
    def count(path):
        with django_assert_max_num_queries(15) as captured:
            assert client.get(path).status_code == 200, path
        return len(captured)

    grow(2024, 6)
    few = {path: count(path) for path in PAGES}
    grow(2025, 4)
    assert {path: count(path.replace("2024", "2025")) for path in PAGES} == few


def test_the_form_to_object_takes_no_more_queries_for_a_longer_list(client, it_is, during):
    CommunityFactory()
    noticed_cycle(2025)
    few = queries(client, FORM)
    CommunityFactory.create_batch(20)
    noticed_cycle(2026)
    it_is(DURING.replace(year=2026))
    assert queries(client, FORM.replace("2025", "2026")) == few
