"""What is missing below a list is acknowledged, one thing after another, before it is published."""

import pytest
from playwright.sync_api import expect

from evaluation import actions as evaluation
from evaluation.models import Notice
from tests.browser.acknowledging import acknowledge_all_there_is
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.factories import CommunityFactory, assessed_cycle
from wufaan.clock import today


@pytest.fixture
def drafted(live_server, office):
    """Nobody has signed, nobody was asked, no record of work was kept."""
    for name in ("甸阳村", "文武村"):
        CommunityFactory(name=name)
    cycle = assessed_cycle(2025)
    words = {"number": "1号", "title": "关于拟命名的公示", "channels": "信箱"}
    evaluation.save_draft(cycle=cycle, starts_on=today(), by=office, **words)


@both_widths
def test_the_office_acknowledges_each_and_then_publishes(drafted, office, open_page, viewport):
    page = open_page(office, viewport)
    page.goto("/office/cycles/2025/notice/")
    expect(page.locator("main")).to_contain_text("还没有逐项确认")
    expect(page.get_by_role("button", name="发布公示")).to_have_count(0)
    looks_right(page)
    page.get_by_label("说明").first.fill("找 13812345678 问")
    page.get_by_role("button", name="确认：").first.click()
    expect(page.get_by_role("alert")).to_contain_text("像手机号码")
    page.get_by_label("说明").first.fill("已经电话催报，下月补签。")
    looks_right(page)
    page.get_by_role("button", name="确认：").first.click()
    expect(page.locator("#basis")).to_contain_text("已经电话催报，下月补签。")
    acknowledge_all_there_is(page)
    expect(page.locator("main")).not_to_contain_text("还没有逐项确认")
    looks_right(page)
    page.click("button:text-is('发布公示')")
    expect(page.locator(".messages")).to_contain_text("公示")
    assert Notice.objects.filter(cycle__year=2025).exists()
