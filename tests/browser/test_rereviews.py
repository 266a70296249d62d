"""Titles looked at again, as the office does it: what is clean at once, what is not one by one, and
a revoked title down to the list of what must come back."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from evaluation.models import ReReview
from plaques.models import Plaque
from plaques.workflow import Custody
from tests.browser.conftest import PHONE, both_widths
from tests.browser.looks import looks_right
from tests.factories import CommunityFactory, assessed_cycle, found, published_cycle
from wufaan.clock import today

# What its margins leave of a sheet, in CSS pixels.
A4 = {"width": 658, "height": 970}


@pytest.fixture
def titles(live_server):
    """Of 2024: 甸阳村 and 团树村 are clean in 2025, 文武村 is not and has an old theft too."""
    for name in ("甸阳村", "团树村"):
        CommunityFactory(name=name)
    broken = CommunityFactory(name="文武村")
    published_cycle(2024)
    Plaque.objects.update(custody=Custody.DELIVERED)
    found(broken, on=date(2025, 3, 1))
    assessed_cycle(2025)
    found(broken, on=date(2024, 3, 1))


@both_widths
def test_kept_together_put_right_by_a_day_and_revoked(titles, office, open_page, viewport):
    page = open_page(office, viewport)
    page.goto("/office/dashboard/?year=2025")
    page.click("main >> text=去复核")
    looks_right(page)
    page.click("text=保留建议保留的 2 个…")
    expect(page.locator(".data tbody tr")).to_have_count(2)
    looks_right(page)
    page.click("button:text-is('确认保留 2 个')")
    expect(page.locator(".messages")).to_contain_text("已保留称号 2 个")
    expect(page.locator(".rereviews tbody tr")).to_have_count(2)

    for box in page.locator(".rereviews input[type=checkbox]").all():
        box.check()
    page.click("button:text-is('保留')")
    expect(page.get_by_role("alert")).to_contain_text("保留要写明理由")
    expect(page.locator(".rereviews input:checked")).to_have_count(2)
    page.get_by_label("理由或者整改要求").fill("补装单元门禁")
    page.get_by_label("整改期限").fill((today() + timedelta(days=30)).isoformat())
    page.click("button:text-is('限期整改')")
    expect(page.locator(".messages")).to_contain_text("已责令限期整改 2 个")

    page.goto("/office/re-reviews/?cause=late_determination")
    page.click(".rereviews a")
    looks_right(page)
    page.click("text=撤销…")
    expect(page.get_by_label("原因")).to_have_value(
        "复核查明 2024 年度评选期内发生入室盗窃，不符合评选标准第 4 项。"
    )
    page.click("text=下一步")
    page.click("text=确认撤销")
    expect(page.locator(".messages")).to_contain_text("称号已撤销")
    assert not ReReview.objects.unfinished().exists()

    page.goto("/office/plaques/")
    page.click("text=收回清单")
    expect(page.locator(".recall tbody tr")).to_have_count(1)
    looks_right(page)
    page.emulate_media(media="print")
    page.set_viewport_size(A4)
    expect(page.locator("th.sign")).to_be_in_viewport()


def test_the_office_keeps_and_gives_another_day_without_javascript(titles, office, open_page):
    page = open_page(office, PHONE, javascript=False)
    page.goto("/office/re-reviews/?text=文武&cause=yearly")
    page.click(".rereviews a")
    page.fill("#id_demand", "请找 13800138000 落实")
    page.click("button:text-is('限期整改')")
    assert "手机号码" in page.locator(".errorlist").inner_text()
    assert page.input_value("#id_demand") == "请找 13800138000 落实"
    page.fill("#id_demand", "由物业企业落实")
    page.click("button:text-is('限期整改')")
    page.fill("#id_note", "整改到位。")
    page.click("button:text-is('保留称号')")
    assert "保留：整改到位。" in page.locator("main").inner_text()
