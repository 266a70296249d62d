"""The year as office and leading group see it: overview, sending back, approving."""

from playwright.sync_api import expect

from evaluation.actions import send_back
from evaluation.models import Cycle, Honour
from tests.browser.conftest import PHONE
from tests.browser.looks import looks_right_at_both_widths, misfits
from tests.evaluation.notice.test_supplement import found_not_to_count
from tests.factories import PASSWORD, report


def test_a_year_of_missing_returns_fits_a_phone(county, office, open_page):
    page = open_page(office, PHONE)
    page.goto("/office/dashboard/?year=2025")
    expect(page.locator("#missing-returns + table .keep")).to_have_count(13)  # twelve months
    assert not misfits(page)


def test_a_page_of_approval_grown_old_is_not_approved(county, office, leading, open_page):
    page = open_page(leading)
    page.goto("/office/cycles/2025/approval/")
    page.evaluate("document.querySelector('[name=seen]').value = '0'.repeat(64)")
    page.click("button:text-is('批准命名…')")
    expect(page.locator(".messages .error")).to_contain_text("名单有变动")
    assert not Honour.objects.filter(year=2025).exists()


def test_approval_is_signed_with_the_password_after_a_second_look(county, leading, open_page):
    found_not_to_count(report(county["broken"]))
    page = open_page(leading, PHONE)
    page.goto("/office/cycles/2025/approval/")
    expect(page.locator("#departures")).to_contain_text("与系统建议不同")
    looks_right_at_both_widths(page)
    page.click("button:text-is('批准命名…')")
    expect(page.locator("#id_password")).to_be_visible()
    looks_right_at_both_widths(page)
    page.fill("#id_password", "not this one")
    page.keyboard.press("Enter")
    expect(page.locator(".field-invalid")).to_contain_text("密码不对")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("已批准命名")
    assert Honour.objects.filter(year=2025).exists()


def test_an_answer_to_a_sending_back_stands_beside_the_facts(county, office, leading, open_page):
    send_back(cycle=Cycle.objects.get(year=2025), reason="零报告没有签齐。", by=leading)
    page = open_page(office, PHONE)
    page.goto("/office/cycles/2025/resubmission/")
    expect(page.locator("main")).to_contain_text("今天的情况，系统所记")
    looks_right_at_both_widths(page)
    page.fill("#id_reason", "零报告已补签。")
    page.click("button:text-is('报请批准')")
    expect(page.locator(".messages")).to_contain_text("已再次报请")
    page.goto("/office/cycles/2025/approval/")
    expect(page.locator("#second-looks")).to_contain_text("缺零报告：")
    looks_right_at_both_widths(page)


def test_the_page_of_approval_prints_with_room_to_sign_and_without_buttons(
    county, office, open_page
):
    page = open_page(office)
    page.goto("/office/cycles/2025/approval/")
    expect(page.locator(".signature")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".signature")).to_be_visible()
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator("#names")).to_have_text("公示名单")


def test_the_leading_group_decides_without_javascript(county, leading, open_page):
    page = open_page(leading, PHONE, javascript=False)
    page.goto("/office/cycles/2025/approval/")
    page.fill("#id_reason", "请再核实。")
    page.click("text=退回办公室")
    assert "已退回" in page.locator(".messages").inner_text()
