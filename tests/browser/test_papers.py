"""Papers as the office has them made, and their words."""

import re

from playwright.sync_api import expect

from jobs import actions as jobs
from papers.models import Archive
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.factories import CommunityFactory, TownshipFactory, approved_cycle


@both_widths
def test_words_are_refused_tried_and_kept(county, office, open_page, viewport):
    page = open_page(office, viewport)
    page.goto("/office/papers/words/")
    looks_right(page)
    page.get_by_role("link", name="乡镇通报").click()
    title = page.get_by_label("标题")
    title.fill("关于{乡镇}{什么}的通报")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".field-invalid")).to_contain_text("{什么} 不认识")
    expect(title).to_have_value("关于{乡镇}{什么}的通报")
    looks_right(page)
    title.fill("关于{乡镇}的通报")
    page.get_by_label("版式").select_option("文件格式，有红头和版记")
    page.get_by_label("抄送").fill("县委组织部。")
    page.get_by_role("button", name="先看效果").click()
    expect(page.locator(".paper-masthead")).to_have_text("（发文机关标志待填）")
    expect(page.locator(".paper-imprint")).to_contain_text("抄送：县委组织部。")
    expect(page.locator(".paper-title")).to_have_text("关于甸阳镇的通报")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".messages")).to_contain_text("用语已保存")
    looks_right(page)


def test_all_boxes_are_ticked_or_cleared_at_once_and_it_works_without_scripts(
    county, office, open_page
):
    CommunityFactory(township=TownshipFactory(code="530521102", name="由旺镇"))
    approved_cycle(2026)
    page = open_page(office)
    page.goto("/office/papers/2026/township/")
    boxes = page.locator(".ticks input:checked")
    expect(boxes).to_have_count(0)
    page.get_by_label("文号").fill("某文〔2026〕1号")
    page.get_by_role("link", name="全选", exact=True).click()
    expect(boxes).to_have_count(2)
    expect(page.locator("#numbers")).to_contain_text("文号用 某文〔2026〕1号至2号")
    page.get_by_role("link", name="全不选").click()
    expect(boxes).to_have_count(0)
    expect(page.get_by_label("文号")).to_have_value("某文〔2026〕1号")
    plain = open_page(office, javascript=False)
    plain.goto("/office/papers/2026/township/?about=530521102")
    expect(plain.locator(".ticks input:checked")).to_have_count(1)
    plain.get_by_role("button", name="制作", exact=True).click()
    expect(plain.locator(".data tbody tr")).to_have_count(1)
    expect(plain.locator(".data tbody")).to_contain_text("由旺镇")
    plain.goto("/office/papers/2026/township/")
    plain.get_by_role("link", name="全选", exact=True).click()
    expect(plain.locator(".ticks input:checked")).to_have_count(2)


@both_widths
def test_a_published_year_is_archived_and_taken_away(
    county, office, open_page, viewport, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    page = open_page(office, viewport)
    page.goto("/office/cycles/2024/")
    page.get_by_role("link", name="归档包").locator("visible=true").first.click()
    page.get_by_role("button", name="制作归档包").click()
    expect(page.locator("main")).to_contain_text("可以离开这个页面")
    looks_right(page)
    jobs.run(job_id=Archive.objects.get().job_id)
    page.goto("/office/archives/2024/")
    looks_right(page)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("下载")).click()
    assert download.value.suggested_filename == "2024年度归档包.zip"
