"""What the other journeys leave out, on the demo: a withdrawal from the request to the answer,
places and organisations, a letter, papers, files of the public. Pages on the
way are looked at on a phone and on a desk."""

import json
import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, both_widths
from tests.browser.journeys.test_officer import choose_place, send_all_the_same, start
from tests.browser.looks import looks_right
from wufaan.clock import today

# The worker may be busy with somebody else's file.
PATIENCE = 60_000


def report(page, summary: str) -> str:
    """Put one on record; returns the address of its page."""
    start(page)
    choose_place(page, "dyz")
    page.fill("[name=occurred_on]", today().isoformat())
    page.select_option("[name=kind]", "group_brawl")
    expect(page.locator("#judgement")).to_contain_text("计入第 3 项")
    page.fill("[name=summary]", summary)
    page.click("button.send")
    send_all_the_same(page)
    return page.url.removesuffix("reported/")


def ask_to_withdraw(page, address: str, reason: str) -> None:
    page.goto(address)
    page.click("text=申请撤回")
    page.fill("#id_reason", reason)
    looks_right(page)
    page.click("button:text-is('申请撤回')")
    expect(page.locator(".messages")).to_contain_text("已申请撤回")


@both_widths
def test_a_withdrawal_is_asked_for_refused_asked_for_again_and_granted(open_demo, viewport):
    officer, office = open_demo("minjing01", viewport), open_demo("bangongshi", viewport)
    width = viewport["width"]
    address = report(officer, f"重复上报 {width}")
    number = re.search(r"WF\d{4}-\d{5}", officer.inner_text("main"))[0]
    ask_to_withdraw(officer, address, "与另一件重复")
    office.goto("/office/queue/")
    office.click(f"th a:text-is('{number}')")
    looks_right(office)
    office.click("summary:text-is('不同意')")
    office.get_by_label("原因").fill("经查不是同一件")
    office.click("button:has-text('不同意，继续等待认定')")
    expect(office.locator(".messages")).to_contain_text("待认定")
    officer.goto(address)
    expect(officer.locator(".timeline")).to_contain_text("经查不是同一件")
    ask_to_withdraw(officer, address, "不在本辖区")
    office.goto("/office/queue/")
    office.click(f"th a:text-is('{number}')")
    office.click("button:text-is('同意撤回')")
    expect(office.locator(".messages")).to_contain_text("已撤回")
    officer.goto(address)
    expect(officer.locator("main")).to_contain_text("已经撤回，不再评判，记录保留")
    looks_right(officer)


@both_widths
def test_going_back_and_reporting_another_is_offered_as_a_new_one(open_demo, viewport):
    page = open_demo("minjing01", viewport)
    report(page, f"第一件 {viewport['width']}")
    page.go_back()
    page.fill("[name=summary]", f"另一件 {viewport['width']}")
    page.click("button.send")
    expect(page.locator(".note-warn")).to_contain_text("和那一件不同，还没有上报")
    expect(page.locator("[name=summary]")).to_have_value(f"另一件 {viewport['width']}")
    looks_right(page)
    page.click("button:text-is('作为新的一件上报')")
    expect(page.locator(".note")).to_contain_text("已经上报")
    expect(page.locator("main")).to_contain_text(f"另一件 {viewport['width']}")


@both_widths
def test_station_company_and_a_place_that_comes_and_goes(open_demo, viewport):
    page, width = open_demo("bangongshi", viewport), viewport["width"]
    page.goto("/office/registry/stations/")
    page.click("text=登记派出所")
    looks_right(page)
    page.get_by_label("派出所代码").fill(f"53052199{width:04}")
    page.get_by_label("名称", exact=True).fill(f"演示{width}派出所")
    page.click("button:text-is('保存')")
    expect(page.locator(".messages")).to_contain_text(f"已登记“演示{width}派出所”")

    page.goto("/office/registry/communities/530521101001/")
    page.click("text=登记辖内小区")
    page.get_by_label("名称", exact=True).fill(f"演示{width}苑")
    page.click("button:text-is('保存')")
    page.click("text=撤销建制…")
    page.get_by_label("撤并日期").fill(today().isoformat())
    page.click("button:text-is('下一步')")
    expect(page.locator("dl.facts")).to_contain_text(f"演示{width}苑")
    looks_right(page)
    page.click("button:text-is('确认撤销建制')")
    expect(page.locator(".messages")).to_contain_text("已办理撤并")
    expect(page.locator(".detail")).to_contain_text("撤销建制")


@both_widths
def test_a_company_is_registered_and_a_wrong_code_is_told(open_demo, viewport):
    page = open_demo("bangongshi", viewport)
    code = "91530521MA6KDEM003" if viewport == PHONE else "91530521MA6KDEM016"
    page.goto("/office/registry/companies/add/")
    page.get_by_label("统一社会信用代码").fill("91530521MA6K000000")
    page.get_by_label("企业名称").fill("演示物业服务有限公司")
    page.click("button:text-is('保存')")
    expect(page.get_by_label("企业名称")).to_have_value("演示物业服务有限公司")
    looks_right(page)
    page.get_by_label("统一社会信用代码").fill(code)
    page.click("button:text-is('保存')")
    expect(page.locator(".messages")).to_contain_text("已登记“演示物业服务有限公司”")


@both_widths
def test_a_letter_is_entered_as_an_objection(open_demo, viewport):
    page = open_demo("bangongshi", viewport)
    page.goto("/office/objections/")
    page.click("a:has-text('年度异议…') >> nth=0")
    page.select_option("[name=channel]", "letter")
    page.fill("[name=text]", "来信反映：二月有一起没有算进去。")
    looks_right(page)
    page.click("button:text-is('登记')")
    expect(page.locator("main")).to_contain_text("来信反映")
    looks_right(page)


@both_widths
def test_a_certificate_number_is_typed_in(open_demo, viewport):
    office = open_demo("bangongshi")
    office.goto("/office/plaques/?year=2024")
    number = office.locator(".data tbody a").first.inner_text()
    page = open_demo(viewport=viewport)
    page.goto("/verify/")
    page.fill("#number", number.replace("-", "—"))
    page.click("main button:text-is('查验')")
    expect(page.locator(".result")).to_contain_text(number)
    page.fill("#number", "530521-2024-9999")
    page.click("main button:text-is('查验')")
    expect(page.locator("main")).to_contain_text("530521-2024-9999")
    looks_right(page)


@both_widths
def test_open_data_and_the_feed_are_taken_away(open_demo, viewport):
    page = open_demo(viewport=viewport)
    page.goto("/open-data/")
    links = page.locator("tr", has_text="全部年度")
    with page.expect_download() as download:
        links.get_by_text("CSV").click()
    rows = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    titles = page.request.get(links.get_by_text("JSON").get_attribute("href"))
    assert len(json.loads(titles.text())["titles"]) == len(rows) - 1 > 0
    feed = page.request.get(page.locator("main").get_by_text("Atom 订阅").get_attribute("href"))
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert "<entry>" in feed.text()


@both_widths
def test_a_paper_is_ordered_made_and_taken_away(open_demo, viewport):
    page, number = open_demo("bangongshi", viewport), f"某文〔2025〕{viewport['width']}号"
    page.goto("/office/papers/?year=2025")
    page.get_by_role("link", name="制作…：乡镇通报").click()
    page.get_by_label("文号").fill(number)
    page.locator(".ticks input").first.check()
    looks_right(page)
    page.get_by_role("button", name="制作", exact=True).click()
    expect(page.locator(".job")).to_contain_text("1 份文稿已制作完成", timeout=PATIENCE)
    looks_right(page)
    with page.expect_download() as download:
        page.locator("tr", has_text=number).locator("a.file", has_text="Word").click()
    assert re.fullmatch(r"2025年度乡镇通报-\w+\.docx", download.value.suggested_filename)
    with page.expect_download():
        page.get_by_role("link", name="全部下载（ZIP）").first.click()
