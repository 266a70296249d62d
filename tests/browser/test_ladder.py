"""The office at what goes up to the city, at both widths."""

from playwright.sync_api import expect

from evaluation.models import Honour, Level, Nomination
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.factories import CommunityFactory, published_cycle
from tests.papers.making import made


@both_widths
def test_two_go_up_one_is_named_and_falls_with_a_county_title(
    live_server, office, open_page, viewport, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    for name in ("甸阳村", "由旺村"):
        CommunityFactory(name=name)
    published_cycle(2024)
    made("joint", published_cycle(2025), number="施公〔2025〕9号")
    page = open_page(office, viewport)
    page.goto("/office/nominations/?state=due")
    looks_right(page)
    page.click("text=全选本页")
    page.click("text=登记上报…")
    page.click("text=随合并请示施公〔2025〕9号上报")
    expect(page.locator("#id_document_number")).to_have_value("施公〔2025〕9号")
    page.fill("#id_on", "2025-12-02")
    looks_right(page)
    page.click("button:has-text('登记上报 2 个')")
    expect(page.locator(".messages")).to_contain_text("已登记上报 2 个")
    page.click("text=甸阳村")
    looks_right(page)
    page.click("text=登记命名…")
    page.fill("#id_document_number", "保无案组〔2026〕3号")
    page.fill("#id_granted_on", "2026-03-18")
    page.click("button:has-text('下一步')")
    expect(page.locator(".how")).to_contain_text("年市级无发案")
    looks_right(page)
    page.click("text=确认登记命名")
    expect(page.locator(".facts")).to_contain_text("2025 年市级称号")
    page.click("text=2024 年县级称号")
    page.click("text=撤销…")
    page.fill("#id_reason", "复核查明发生入室盗窃")
    page.fill("#id_on", "2026-05-06")
    page.click("text=下一步")
    expect(page.locator(".how")).to_contain_text("2025 年市级称号以它为据，一并撤销")
    looks_right(page)
    page.click("text=确认撤销")
    page.click("text=2025 年报市级")
    expect(page.locator(".facts")).to_contain_text("2024 已撤销 2025 ✓")
    assert Honour.objects.get(level=Level.MUNICIPAL).state == "revoked"
    assert set(Nomination.objects.values_list("state", flat=True)) == {"granted", "submitted"}
