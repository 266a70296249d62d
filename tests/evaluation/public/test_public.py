"""The public pages over HTTP: what they show, to whom, at what cost, and what they leave behind."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.http import HttpRequest
from django.test import Client

from accounts.permissions import Role
from communities.actions import change, dissolve, merge
from communities.models import Community, CommunityKind, FormerName
from evaluation import actions
from evaluation.models import Honour, Objection, SenderCount
from evaluation.notice.actions import senders
from plaques.models import Plaque
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    TownshipFactory,
    UserFactory,
    found,
    noticed_cycle,
    published_cycle,
)
from tests.pages import text
from tests.queries import queries
from wufaan.web import client_address

pytestmark = pytest.mark.django_db

DURING = date(2025, 11, 5)
FORM = "/notices/2025/objections/new/"
STATUS = "/objections/"
RECEIVED = "/objections/received/"
CONTACT = "13887654321"


@pytest.fixture
def during(it_is):
    """It is the third day of the notice of 2025."""
    it_is(DURING)


@pytest.fixture
def notice(during):
    CompoundFactory(name="善洲花园", parent__name="甸阳村")
    return noticed_cycle(2025).notice


def typed(**fields) -> dict:
    return {"sent_as": "form-1", "text": "五月有人入室盗窃，没有算进去。"} | fields


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


def names(client, path, **data) -> str:
    return text(client.get(path, data)).partition("<main")[2]


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


def test_my_village_is_found_by_its_sound_and_the_pages_say_so(client):
    CompoundFactory(name="和鸣园")
    published_cycle(2024)
    for path in ("/communities/", "/years/2024/"):
        page = names(client, path, text="和名园")
        assert "和鸣园</a>" in page
        assert "没有叫“和名园”的小区、村社，列出的是读音相同的（hemingyuan）" in page
        assert "读音相同" not in names(client, path, text="和鸣园")


@pytest.mark.parametrize(
    ("name", "typed_in"),
    [
        ("阳光100小区", "洋光100小区"),
        ("阳光100小区", "洋光100"),
        ("和鸣园2期", "和名园2期"),
        ("和鸣园（2期）", "和名园2期"),
        ("和鸣园二期", "和名园2期"),
        ("和鸣园2期", "和名园(二期)"),
        ("鑫苑A区", "新苑a区"),
    ],
)
def test_a_name_with_figures_letters_or_brackets_is_found_by_its_sound(client, name, typed_in):
    CompoundFactory(name=name)
    published_cycle(2024)
    page = names(client, "/communities/", text=typed_in)
    assert f"{name}</a>" in page
    assert "列出的是读音相同的" in page
    assert "没有查到" in names(client, "/communities/", text="百园100小区")


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


# ---- Not on the list ----


@pytest.fixture
def lost(during):
    """甸阳村 was named in 2024 and is not on the notice of 2025; 文武村 never was, 善洲花园 is."""
    CommunityFactory(name="甸阳村")
    published_cycle(2024)
    found(CommunityFactory(name="文武村"))
    found(Community.objects.get(name="甸阳村"))
    CompoundFactory(name="善洲花园", parent__name="善洲村")
    return noticed_cycle(2025).notice


NOT_LISTED = "2025 年度公示名单</a>上；原因请问派出所或办公室"


@pytest.mark.parametrize("name", ["甸阳村", "文武村"])
def test_a_resident_is_told_that_the_place_is_not_on_the_list_and_not_why(client, lost, name):
    page = names(client, "/communities/", text=name)
    assert "<h2>不在公示名单上</h2>" in page
    assert NOT_LISTED in page
    assert not any(why in page for why in ("案件", "盗窃", "计入", "认定"))
    assert "不在公示名单上</h2>" not in names(client, "/communities/", text="善洲花园")


def test_the_page_of_a_place_tells_it_too(client, lost):
    code = Community.objects.get(name="甸阳村").code
    assert NOT_LISTED in names(client, f"/communities/{code}/")


def test_the_page_of_a_place_on_the_list_tells_nothing_of_it(client):
    place = CommunityFactory(name="甸阳村")
    published_cycle(2024)
    assert "公示名单" not in names(client, f"/communities/{place.code}/")


def test_nobody_gets_a_list_of_those_that_are_not_on_it(client, lost):
    for number in range(4):
        CommunityFactory(name=f"新村{number}")
    assert "不在公示名单上</h2>" in names(client, "/communities/", text="新村")
    CommunityFactory.create_batch(2, name="新村新居")
    for typed_in in ("新村", "甸阳镇", "村", "5305"):
        page = names(client, "/communities/", text=typed_in)
        assert "不在公示名单上</h2>" not in page, typed_in
        assert "小区、村社与此相符" in page, typed_in
        assert "请把名称写全；同名的，前面加上乡镇" in page, typed_in
        assert "没有查到" not in page, typed_in
    assert "还有 6 个小区、村社与此相符" in names(client, "/communities/", text="新村")
    assert "与此相符" not in names(client, "/communities/")


@pytest.mark.parametrize("typed_in", ["新村", "甸阳镇新村", "新 村"])
def test_of_many_that_are_called_so_the_one_of_that_whole_name_is_told(client, lost, typed_in):
    CommunityFactory.create_batch(9, name="新村新居")
    CommunityFactory(name="新村")
    page = names(client, "/communities/", text=typed_in)
    assert page.count("2025 年度公示名单</a>上；") == 1
    assert "新村新居" not in page


def test_the_township_in_front_tells_places_of_one_name_apart(client, lost):
    CommunityFactory.create_batch(9, name="新村")
    other = TownshipFactory(code="530521102", name="仁和镇")
    there = CommunityFactory(name="新村", township=other, code="530521102001")
    page = names(client, "/communities/", text="仁和镇新村")
    assert page.count("2025 年度公示名单</a>上；") == 1
    assert there.code in page


def test_too_many_where_all_of_them_are_on_the_list_is_no_word_about_it(client, during):
    CommunityFactory.create_batch(9, name="新村")
    noticed_cycle(2025)
    page = names(client, "/communities/", text="新村")
    assert "/notices/2025/#e9" in page
    assert "与此相符" not in page


# ---- What is called otherwise today ----


def renamed(place: Community, name: str) -> None:
    kept = ("kind", "station", "households", "population", "shops", "opened_on")
    as_it_is = {field: getattr(place, field) for field in kept}
    change(community=place, name=name, by=UserFactory(role=Role.OFFICE), **as_it_is)


@pytest.mark.parametrize("typed_in", ["文武村", "甸阳镇文武村", "wenwu", "文舞村"])
def test_a_name_of_before_leads_to_the_place(client, lost, typed_in):
    renamed(Community.objects.get(name="文武村"), "太平村")
    page = names(client, "/communities/", text=typed_in)
    assert "太平村" in page
    assert "原文武村" in page
    assert NOT_LISTED in page


def test_a_name_of_before_leads_to_the_line_and_to_the_titles(client, lost):
    renamed(Community.objects.get(name="善洲花园"), "幸福花园")
    page = names(client, "/communities/", text="善洲花园")
    assert "/notices/2025/#e" in page
    assert "原善洲花园" not in names(client, "/communities/", text="甸阳村")
    renamed(Community.objects.get(name="甸阳村"), "太平村")
    page = names(client, "/communities/", text="甸阳村")
    assert "太平村</a>" in page
    assert "原甸阳村" in page


def test_a_merged_village_leads_to_what_it_became_part_of(client, lost, it_is):
    office, village = UserFactory(role=Role.OFFICE), Community.objects.get(name="文武村")
    kept = Community.objects.get(name="善洲村")
    merge(community=village, into=kept, on=date(2025, 11, 4), by=office)
    for typed_in in ("文武村", village.code):
        page = names(client, "/communities/", text=typed_in)
        assert "原文武村，2025年11月4日并入善洲村" in page, typed_in
        assert f"/notices/2025/#e{lost.entries.get(name='善洲村').position}" in page
        assert "不在公示名单上</h2>" not in page


def test_what_was_merged_twice_leads_to_what_is_there_today(client, lost, it_is):
    office, village = UserFactory(role=Role.OFFICE), Community.objects.get(name="甸阳村")
    second, third = CommunityFactory(name="太平村"), CommunityFactory(name="和平村")
    merge(community=village, into=second, on=date(2025, 11, 3), by=office)
    merge(community=second, into=third, on=date(2025, 11, 4), by=office)
    told = "原甸阳村，2025年11月3日并入太平村，2025年11月4日并入和平村。和平村不在"
    assert told in _words(names(client, "/communities/", text="甸阳村"))
    page = names(client, f"/communities/{village.code}/")
    assert told in _words(page)
    assert f"missing={third.code}" in page
    form = text(client.get(f"{FORM}?missing={village.code}"))
    assert "甸阳镇<strong>和平村</strong>没有列入公示名单" in form


def _words(page: str) -> str:
    return re.sub(r"<[^>]*>|\s", "", page)


def test_what_was_dissolved_is_said_to_be(client, lost):
    village = Community.objects.get(name="文武村")
    dissolve(community=village, on=date(2025, 11, 4), by=UserFactory(role=Role.OFFICE))
    page = names(client, "/communities/", text="文武村")
    assert "原文武村，2025年11月4日撤销建制" in page
    assert NOT_LISTED not in page


def test_a_notice_that_is_void_is_no_list(client, lost):
    assert NOT_LISTED in names(client, "/communities/", text="文武村")
    by = UserFactory(role=Role.OFFICE)
    actions.cancel_notice(notice=lost, reason="名单有误", by=by)
    assert "2024 年度公示名单</a>上" in names(client, "/communities/", text="文武村")


def test_a_resident_objects_that_the_place_is_missing(client, lost):
    code = Community.objects.get(name="文武村").code
    address = f"{FORM}?missing={code}"
    assert f'href="{address}"' in names(client, "/communities/", text="文武村")
    form = text(client.get(address))
    assert "甸阳镇<strong>文武村</strong>没有列入公示名单" in form
    assert 'name="entry"' not in form
    received = text(client.post(address, typed(text="全年没有发案，应当列入。"), follow=True))
    assert "没有列入的文武村" in received
    objection = Objection.objects.get()
    assert (objection.missing.code, objection.entry) == (code, None)
    client.force_login(UserFactory(role=Role.OFFICE))
    assert "没有列入的文武村" in text(client.get("/office/objections/"))
    desk = text(client.get(f"/office/objections/{objection.reference}/"))
    assert f'没有列入名单的 <a href="/office/registry/communities/{code}/">文武村</a>' in desk
    assert "名单不因此改变；经评估符合条件的，列入补充公示。" in desk


@pytest.mark.parametrize("typed_in", ["善洲花园", "nowhere", ""])
def test_what_is_on_the_list_or_nowhere_is_not_missing(client, lost, typed_in):
    place = Community.objects.filter(name=typed_in).first()
    address = f"{FORM}?missing={place.code if place else typed_in}"
    assert "没有列入公示名单" not in text(client.get(address))
    client.post(address, typed())
    assert Objection.objects.get().missing is None


# ---- Open data and feed ----


@pytest.fixture
def published():
    CommunityFactory(name="甸阳村")
    CommunityFactory(name="=文武村")
    published_cycle(2024)
    published_cycle(2025)
    office = UserFactory(role=Role.OFFICE)
    honour = Honour.objects.get(year=2024, name="甸阳村")
    actions.revoke(honour=honour, reason="复核发现漏报", on=date(2025, 5, 6), by=office)


def test_nothing_is_said_of_a_renaming_where_there_was_none(client, published):
    place = Honour.objects.filter(name="甸阳村").first().community
    assert "当时的名称" not in text(client.get(f"/communities/{place.code}/"))


def test_titles_as_csv_and_as_json_are_the_same(client, published):
    raw = client.get("/open-data/titles.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(raw)))
    records = json.loads(client.get("/open-data/titles.json").content)["titles"]
    assert len(rows) == len(records) == 4
    lost = next(r for r in records if r["state"] == "revoked")
    assert (lost["year"], lost["name"], lost["ended_on"]) == (2024, "甸阳村", "2025-05-06")
    assert [r["code"] for r in rows] == [r["code"] for r in records]
    assert "'=文武村" in raw
    assert "=文武村" in {r["name"] for r in records}


def test_one_year_s_file_has_that_year_only(client, published):
    records = json.loads(client.get("/open-data/2025/titles.json").content)["titles"]
    assert {r["year"] for r in records} == {2025}
    assert client.get("/open-data/2023/titles.json").status_code == 404
    assert client.get("/open-data/99999999999/titles.csv").status_code == 404


def test_the_page_explains_every_field_of_the_files(client, published):
    page = text(client.get("/open-data/"))
    header = client.get("/open-data/titles.csv").content.decode("utf-8-sig").splitlines()[0]
    for field in header.split(","):
        assert f">{field}</th>" in page


def test_the_feed_is_atom_and_tells_of_notices_and_lists(client, published, settings):
    settings.PUBLIC_BASE_URL = "https://wfa.example.gov.cn"
    noticed_cycle(2026)
    reply = client.get("/feed.atom")
    assert reply["Content-Type"] == "application/atom+xml; charset=utf-8"
    atom = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring(reply.content)
    entries = root.findall(f"{atom}entry")
    links = [e.find(f"{atom}link").get("href") for e in entries]
    base = "https://wfa.example.gov.cn"
    assert links == [
        f"{base}/notices/2026/",
        f"{base}/years/2025/",
        f"{base}/notices/2025/",
        f"{base}/years/2024/",
        f"{base}/notices/2024/",
    ]
    for element in ("id", "title", "updated"):
        assert root.find(f"{atom}{element}").text
        assert all(e.find(f"{atom}{element}").text for e in entries)
    assert root.find(f"{atom}author/{atom}name").text
    assert 'type="application/atom+xml"' in text(client.get("/"))


# ---- How ----


def test_how_a_community_is_named_in_ten_criteria(client):
    page = text(client.get("/how/"))
    assert page.count("<li>") >= 10
    for words in ("入室盗窃", "涉枪涉爆", "连续两年", "撤销", "如实报告从不受处罚"):
        assert words in page
    assert 'href="/how/"' in text(client.get("/"))


# ---- Headers ----

CACHED = [
    "/",
    "/how/",
    "/notices/2024/",
    "/notices/2024/list.txt",
    "/years/2024/",
    "/communities/?text=dy",
    "/open-data/",
    "/open-data/titles.csv",
    "/open-data/2024/titles.json",
    "/open-data/corrections.csv",
    "/open-data/corrections.json",
    "/feed.atom",
]


@pytest.mark.parametrize("path", CACHED)
def test_public_pages_may_be_cached_and_leave_no_cookie(client, published, path):
    reply = client.get(path)
    assert reply.status_code == 200
    assert "public" in reply["Cache-Control"]
    assert "Cookie" in reply["Vary"]
    assert not reply.cookies
    again = client.get(path, headers={"If-None-Match": reply["ETag"]})
    assert again.status_code == 304
    assert not again.content


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


@pytest.mark.parametrize("path", PAGES)
def test_more_of_everything_takes_no_more_queries(client, path, django_assert_max_num_queries):
    def count(path):
        with django_assert_max_num_queries(15) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    grow(2024, 6)
    few = count(path)
    grow(2025, 4)
    assert count(path.replace("2024", "2025")) == few


def test_more_places_of_one_name_and_more_that_were_merged_take_no_more_queries(client, lost):
    def more(number: int) -> None:
        for kept in CommunityFactory.create_batch(number, name="新村"):
            old = CommunityFactory(name="新村")
            FormerName.objects.create(community=old, name="老村", pinyin="laocun lc")
            Community.objects.filter(pk=old.pk).update(closed_on=DURING, successor=kept)

    more(3)
    few = queries(client, "/communities/?text=新村")
    more(5)
    assert queries(client, "/communities/?text=新村") == few


@pytest.mark.parametrize("format", ["txt", "xlsx", "docx", "pdf"])
def test_a_longer_list_as_a_file_takes_no_more_queries(client, format):
    CommunityFactory()
    noticed_cycle(2024)
    few = queries(client, f"/notices/2024/list.{format}")
    CommunityFactory.create_batch(20)
    noticed_cycle(2025)
    assert queries(client, f"/notices/2025/list.{format}") == few


def test_the_form_to_object_takes_no_more_queries_for_a_longer_list(client, it_is, during):
    CommunityFactory()
    noticed_cycle(2025)
    few = queries(client, FORM)
    CommunityFactory.create_batch(20)
    noticed_cycle(2026)
    it_is(DURING.replace(year=2026))
    assert queries(client, FORM.replace("2025", "2026")) == few


# ---- What a message shows of a link ----


def test_links_bring_title_sentence_and_picture_along(client, settings, lost):
    settings.PUBLIC_BASE_URL = "https://wfa.example"
    code, number = Community.objects.get(name="甸阳村").code, Plaque.objects.first().number
    told = {
        "/notices/2025/": ("公示", "期间可以提出异议"),
        "/years/2024/": ("2024 年度名单", "2024 年度命名的"),
        f"/communities/{code}/": ("甸阳村", "甸阳镇甸阳村历年的称号和证书"),
        f"/verify/{number}/": (f"证书 {number}", "的称号证书，查验是否有效"),
    }
    for path, (title, sentence) in told.items():
        page = text(client.get(path))
        (named,) = re.findall(r'<meta property="og:title" content="([^"]*)">', page)
        (said,) = re.findall(r'<meta property="og:description" content="([^"]*)">', page)
        assert title in named, path
        assert sentence in said, path
        assert 'og:image" content="https://wfa.example/static/share' in page
        assert f'og:url" content="https://wfa.example{path}"' in page


def test_the_site_map_leads_to_every_notice_and_list(client, lost):
    page = text(client.get("/site-map/"))
    for path in ("/notices/2025/", "/notices/2024/", "/years/2024/", "/accessibility/", "/how/"):
        assert f'href="{path}"' in page


def test_whoever_objects_is_told_what_becomes_of_the_contact(client, lost, settings):
    settings.SITE = settings.SITE | {"organiser": "某某县公安局", "contact": "0875-0000000"}
    page = text(client.get(FORM))
    for words in ("只用来在核查时同您联系", "届时全部清除", "某某县公安局（0875-0000000）"):
        assert words in page
