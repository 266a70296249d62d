"""A resident looks for a place that is not on the latest notice, or is called otherwise today."""

import re
from datetime import date

import pytest
from django.test import override_settings

from accounts.permissions import Role
from communities.actions import change, dissolve, merge
from communities.models import Community, FormerName
from evaluation import actions
from evaluation.models import Notice, Objection
from plaques.models import Plaque
from tests.evaluation.public.reading import DURING, FORM, names, typed
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

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def two_years(kept) -> None:
    """甸阳村 was named in 2024 and is not on the notice of 2025; 文武村 never was, 善洲花园 is.
    Their codes are none that a test's own places get."""
    with override_settings(DEMO_DAY=DURING):
        named = CommunityFactory(name="甸阳村", code="530521101901")
        published_cycle(2024)
        found(CommunityFactory(name="文武村", code="530521101902"))
        found(named)
        village = CommunityFactory(name="善洲村", code="530521101903")
        CompoundFactory(name="善洲花园", parent=village)
        noticed_cycle(2025)


@pytest.fixture
def lost(two_years, it_is) -> Notice:
    """The notice of 2025, on its third day."""
    it_is(DURING)
    return Notice.objects.get(cycle__year=2025)


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


# ---- What is said of links, of the site and of the contact ----


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
