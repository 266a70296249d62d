"""The office and the leading group at the results of a year, one community's dossier, titles."""

from datetime import date

import pytest
from playwright.sync_api import expect

from evaluation.models import Verdict
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.factories import CommunityFactory, assessed_cycle, found, issued, published_cycle


@pytest.fixture
def villages(live_server):
    """Three that qualify, one that does not."""
    for name in ("甸阳村", "团树村", "由旺村"):
        CommunityFactory(name=name)
    found(CommunityFactory(name="文武村"))
    return assessed_cycle(2025)


def exemplars() -> set[str]:
    return set(Verdict.objects.exemplars().values_list("name", flat=True))


def test_several_exemplars_by_keyboard_alone(villages, office, open_page):
    page = open_page(office)
    page.goto("/office/cycles/2025/")
    for name in ("甸阳村", "由旺村"):
        page.get_by_label(f"勾选{name}").focus()
        page.keyboard.press("Space")
    expect(page.locator("[data-ticked]")).to_have_text("已勾选 2 个")
    page.keyboard.press("Enter")  # the form's first button
    expect(page.locator(".messages")).to_contain_text("已选为先进典型 2 个")
    assert exemplars() == {"甸阳村", "由旺村"}


def test_while_anything_is_ticked_its_bar_is_in_sight_and_says_how_far_it_goes(
    live_server, office, open_page
):
    for _ in range(45):
        CommunityFactory()
    assessed_cycle(2025)
    page = open_page(office)
    page.goto("/office/cycles/2025/")
    bar = page.locator(".bulk")
    expect(bar).not_to_be_in_viewport()
    page.locator("[name=codes]").first.check()
    expect(bar).to_be_in_viewport()
    expect(bar).to_contain_text("只管本页")


def test_ticks_stay_when_a_row_opens_and_when_a_reason_is_refused(villages, office, open_page):
    page = open_page(office)
    page.goto("/office/cycles/2025/")
    page.get_by_label("勾选团树村").check()
    page.click(".data >> text=文武村")
    expect(page.locator(".detail")).to_contain_text("入室盗窃")
    expect(page.get_by_label("勾选团树村")).to_be_checked()
    page.fill("#id_reason_all", "请联系 13800138000")
    page.click("text=一并暂缓")
    expect(page.locator(".note-stop")).to_contain_text("手机号码")
    expect(page.get_by_label("勾选团树村")).to_be_checked()
    expect(page.locator("#id_reason_all")).to_have_value("请联系 13800138000")


def test_all_of_the_page_is_ticked_without_javascript(villages, office, open_page):
    page = open_page(office, javascript=False)
    page.goto("/office/cycles/2025/?outcome=qualified")
    page.click("text=全选本页")
    page.click("button:text-is('选为先进典型')")
    expect(page.locator(".messages")).to_contain_text("已选为先进典型 3 个")
    assert "outcome=qualified" in page.url
    assert exemplars() == {"甸阳村", "团树村", "由旺村"}


def test_whoever_leaves_a_panel_with_a_typed_reason_is_asked_first(villages, office, open_page):
    page = open_page(office)
    page.goto("/office/cycles/2025/")
    page.click(".data >> text=甸阳村")
    page.click("summary:text-is('暂缓命名')")
    page.fill(".detail textarea", "还没有写完的原因")
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.click(".data >> text=团树村")
    expect(page.locator(".detail textarea")).to_have_value("还没有写完的原因")
    page.once("dialog", stay)
    page.get_by_role("link", name="返回列表").click()
    expect(page.locator(".detail textarea")).to_have_value("还没有写完的原因")
    assert asked == ["confirm", "beforeunload"]

    page.once("dialog", lambda dialog: dialog.accept())
    page.click(".data >> text=团树村")
    expect(page.locator(".detail h2")).to_have_text("团树村")
    page.click("summary:text-is('暂缓命名')")
    page.fill(".detail textarea", "纠纷尚未化解")
    page.click("button:text-is('暂缓命名')")  # asks nothing: an unexpected dialog would stay
    expect(page.get_by_role("button", name="取消暂缓")).to_be_visible()
    assert len(asked) == 2


@both_widths
def test_a_title_is_revoked_in_two_steps_and_the_public_sees_it(
    live_server, office, open_page, viewport
):
    place = CommunityFactory(name="甸阳村")
    published_cycle(2024)
    published_cycle(2025)
    page = open_page(office, viewport)
    page.goto("/office/honours/?year=2025")
    page.click(".data >> text=甸阳村")
    looks_right(page)
    page.click("text=撤销…")
    page.fill("#id_reason", "复核查明发生入室盗窃")
    page.fill("#id_on", date(2026, 5, 6).isoformat())
    looks_right(page)
    page.click("text=下一步")
    looks_right(page)
    page.click("text=回去修改")
    expect(page.locator("#id_reason")).to_have_value("复核查明发生入室盗窃")
    page.click("text=下一步")
    page.click("button:text-is('确认撤销')")
    expect(page.locator(".messages")).to_contain_text("称号已撤销")
    page.goto(f"/communities/{place.code}/")
    expect(page.locator(".titles")).to_contain_text("撤销：复核查明发生入室盗窃")


def test_on_notice_the_office_has_nothing_to_tick(villages, office, open_page):
    words = {"number": "", "title": "公示", "channels": "信箱"}
    issued(cycle=villages, starts_on=date(2025, 11, 3), by=office, **words)
    page = open_page(office)
    page.goto("/office/cycles/2025/")
    expect(page.locator("[name=codes]")).to_have_count(0)
