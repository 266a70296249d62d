"""The work record on the demo: an officer fills it in on a phone, the office looks at all of it."""

import re

from playwright.sync_api import expect

from demo.years import CURRENT
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.communities.files import PNG

RECORD = f"/office/work/{CURRENT}/530521101001-X02/"


@both_widths
def test_an_officer_fills_in_a_year_and_takes_a_picture_down_again(open_demo, viewport):
    page = open_demo("minjing01", viewport)
    page.goto("/office/work/")
    page.click(f".data a[href='{RECORD}']")
    services = page.locator("#services")
    services.get_by_label("进行中").check()
    services.get_by_label("情况").fill("改到周末接待")
    services.get_by_text("添加证明材料").click()
    picture = {"name": "接待日.png", "mimeType": "image/png", "buffer": PNG}
    services.locator("input[type=file]").set_input_files(picture)
    page.click("button:text-is('保存')")
    expect(page.locator(".messages")).to_contain_text("已保存")
    expect(services.get_by_label("进行中")).to_be_checked()
    looks_right(page)

    with page.expect_download() as download:
        services.get_by_role("link", name="接待日.png", exact=True).click()
    assert download.value.path().read_bytes() == PNG

    services.get_by_role("link", name="撤下").click()
    page.get_by_label("撤下的原因").fill("拍错了地方")
    page.click("button:text-is('撤下')")
    expect(services).to_contain_text("撤下：拍错了地方")
    expect(services.get_by_role("link", name="接待日.png", exact=True)).to_have_count(0)


@both_widths
def test_a_phone_number_in_the_words_is_refused_and_nothing_typed_is_lost(open_demo, viewport):
    page = open_demo("minjing01", viewport)
    page.goto(RECORD)
    page.locator("#party").get_by_label("情况").fill("联系 13812345678")
    page.click("button:text-is('保存')")
    expect(page.locator("#party")).to_contain_text("像手机号码")
    expect(page.locator("#party").get_by_label("情况")).to_have_value("联系 13812345678")
    looks_right(page)


@both_widths
def test_the_office_goes_from_the_townships_to_a_list_and_to_satisfaction(open_demo, viewport):
    page = open_demo("bangongshi", viewport)
    page.goto("/office/work/townships/")
    page.locator(".township-work a:text-is('甸阳镇')").first.click()
    expect(page.locator(".work-list")).to_contain_text("云栖雅苑")
    page.click(".facets a:has-text('信息员不足')")
    expect(page).to_have_url(re.compile("township=530521101.*condition=short"))
    expect(page.locator(".work-list tbody tr").first).to_contain_text("缺")

    page.goto(f"/office/cycles/{CURRENT}/")
    page.get_by_role("link", name="满意度", exact=True).first.click()
    page.click(".facets a:has-text('低于 90%')")
    expect(page.locator(".data tbody tr").first).to_contain_text("低于 90%")
