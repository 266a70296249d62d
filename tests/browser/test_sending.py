"""Forms on a line that dies, and photographs on one that is slow."""

import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from accounts.permissions import Role
from audit.models import Event
from communities.models import Evidence
from incidents.models import Incident
from tests.browser.conftest import PHONE, both_widths
from tests.browser.looks import looks_right
from tests.factories import PASSWORD, CommunityFactory, UserFactory, noticed_cycle, report
from wufaan.clock import today


@pytest.fixture
def officer(live_server):
    return UserFactory(username="minjing", role=Role.OFFICER, password=PASSWORD)


def to_withdraw(page, officer) -> None:
    incident = report(CommunityFactory(), by=officer)
    page.goto(f"/office/incidents/{incident.pk}/withdrawal/")


def send(page) -> None:
    page.click("main form .btn-main")


@both_widths
def test_what_was_typed_outlives_a_dead_line_and_is_sent_when_it_is_back(
    officer, open_page, viewport
):
    page = open_page(officer, viewport)
    to_withdraw(page, officer)
    page.fill("#id_reason", "报重了")
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("网络不通，还没有提交成功")
    looks_right(page)
    page.fill("#id_reason", "报重了，已核对")
    page.context.set_offline(False)
    expect(page.locator(".messages")).to_contain_text("已申请撤回")
    assert Event.objects.get(verb="withdrawal_requested").data["reason"] == "报重了，已核对"


def test_a_line_that_falls_silent_is_told_and_tried_again(officer, open_page):
    page = open_page(officer, PHONE)
    page.clock.install()
    to_withdraw(page, officer)
    page.fill("#id_reason", "报重了")
    page.route("**/withdrawal/", lambda route: None, times=1)
    with page.expect_request("**/withdrawal/"):
        send(page)
    page.clock.fast_forward(69_000)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.clock.fast_forward(2_000)
    expect(page.get_by_role("alert")).to_contain_text("网络没有回应，还没有提交成功")
    page.clock.fast_forward(10_000)
    expect(page.locator(".messages")).to_contain_text("已申请撤回")
    assert Event.objects.filter(verb="withdrawal_requested").count() == 1


def test_an_answer_that_was_lost_on_the_way_is_no_second_report(officer, open_page):
    place = CommunityFactory(name="甸阳村")
    page = open_page(officer, PHONE)
    page.goto("/office/incidents/report/")
    page.wait_for_url("**/report/**", wait_until="load")
    page.evaluate(
        f"document.querySelector('form.report').elements.community.tomselect.setValue('{place.pk}')"
    )
    page.fill("[name=occurred_on]", today().isoformat())
    page.select_option("[name=kind]", "burglary")
    page.click("label:has-text('治安案件')")
    page.route("**/report/**", lambda route: (route.fetch(), route.abort()), times=1)
    page.click("button.send")
    expect(page.get_by_role("alert").last).to_contain_text("还没有提交成功")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".messages")).to_contain_text("没有重复登记")
    assert Incident.objects.count() == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_refused_signed_out_and_taken_come_out_alike(officer, open_page, javascript):
    page = open_page(officer, PHONE, javascript=javascript)
    to_withdraw(page, officer)
    page.fill("#id_reason", "联系 13812345678")
    send(page)
    expect(page.locator(".note-stop")).to_contain_text("手机号码")
    if javascript:
        expect(page.locator(".note-stop")).to_be_focused()
    expect(page.locator("#id_reason")).to_have_value("联系 13812345678")
    page.fill("#id_reason", "报重了")
    page.context.clear_cookies(name="sessionid")
    send(page)
    expect(page.locator(".messages")).to_contain_text("您填写的内容已经保留")
    page.fill("#id_username", "minjing")
    page.fill("#id_password", PASSWORD)
    page.click("button:text-is('登录')")
    expect(page.locator("#id_reason")).to_have_value("报重了")
    send(page)
    expect(page.locator(".messages")).to_contain_text("已申请撤回")
    expect(page).to_have_url(f"/office/incidents/{Incident.objects.get().pk}/")


def photograph(path: Path) -> Path:
    """As large as one of a telephone, and with the place where it was taken."""
    picture = Image.frombytes("RGB", (2900, 2200), os.urandom(2900 * 2200 * 3))
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (24.0, 43.0, 5.0)})
    picture.save(path, quality=95, exif=exif)
    return path


@both_widths
def test_photographs_are_made_smaller_and_their_progress_is_told(
    officer, open_page, viewport, tmp_path
):
    names = [f"活动{number}.JPEG" for number in (1, 2, 3)]
    photographs = [photograph(tmp_path / name) for name in names]
    assert sum(path.stat().st_size for path in photographs) > 20 * 2**20
    place = CommunityFactory(name="甸阳村")
    page = open_page(officer, viewport)
    page.goto(f"/office/work/{today().year}/{place.code}/")
    party = page.locator("#party")
    party.get_by_text("添加证明材料").click()
    party.locator("input[type=file]").set_input_files(photographs)
    expect(party.get_by_role("status")).to_contain_text("照片已缩小", timeout=20_000)
    looks_right(page)
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 2**20}
    line.send("Network.emulateNetworkConditions", slow)
    send(page)
    expect(page.get_by_role("progressbar", name="上传进度")).to_be_visible()
    expect(page.locator(".job")).to_contain_text("正在上传")
    expect(page.locator(".messages")).to_contain_text("已保存", timeout=20_000)
    kept = list(Evidence.objects.order_by("pk"))
    assert [evidence.name for evidence in kept] == ["活动1.jpg", "活动2.jpg", "活动3.jpg"]
    picture = Image.open(kept[0].file)
    assert max(picture.size) == 2000
    assert not picture.getexif()


def test_the_public_and_who_signs_in_lose_nothing_on_a_dead_line_either(officer, open_page):
    CommunityFactory(name="甸阳村")
    notice = noticed_cycle(2025).notice
    page = open_page(None, PHONE)
    page.goto(f"/notices/{notice.edition}/verify/")
    page.fill("#id_text", "1 530521101201 甸阳村 行政村 甸阳镇")
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("网络不通，还没有提交成功")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#result")).to_be_in_viewport()
    page.goto("/sign-in/")
    page.fill("#id_username", "minjing")
    page.fill("#id_password", PASSWORD)
    page.context.set_offline(True)
    page.click("button:text-is('登录')")
    expect(page.get_by_role("alert")).to_contain_text("网络不通，还没有提交成功")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="甸阳派出所")).to_be_visible(timeout=20_000)
