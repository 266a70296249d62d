"""What the leading group decides on the demo's year, once its notice is over: sent back, put
right, approved, made public. Each on a copy of its own, since a year is approved once."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from demo.accounts import PASSWORD
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from wufaan.clock import today

# The worker makes about a hundred certificates.
PATIENCE = 120_000
WITHHELD = "桂影苑"


def answer_what_waits(office) -> None:
    """The last step before a decision: every objection has its answer."""
    office.goto("/office/dashboard/")
    office.click(".note-stop a:text-is('去答复')")
    office.click(".data tbody th a >> nth=0")
    office.check("text=异议不成立")
    office.fill("#id_reply", "已经核对，夏天的报警都已认定。")
    looks_right(office)
    office.click("button:text-is('预览')")
    looks_right(office)
    office.click("button:text-is('确认答复')")
    expect(office.locator(".messages")).to_contain_text("已答复")


def send_back(leading, reason: str) -> None:
    """Refused with a telephone number in it, then taken."""
    leading.goto("/office/dashboard/")
    leading.click("a:text-is('批准…')")
    looks_right(leading)
    leading.click("text=去决定")
    leading.fill("#id_reason", f"{reason} 13812345678")
    leading.click("text=退回办公室")
    expect(leading.locator(".field-invalid")).to_contain_text("像手机号码")
    looks_right(leading)
    leading.fill("#id_reason", reason)
    leading.click("text=退回办公室")
    expect(leading.locator(".messages")).to_contain_text("已退回")
    looks_right(leading)


def withhold_and_submit_again(office, reason: str) -> None:
    office.goto("/office/dashboard/")
    expect(office.locator(".note-stop").first).to_contain_text(reason)
    looks_right(office)
    office.click("text=核查后报请批准…")
    office.click("summary:text-is('暂缓一个')")
    entry = office.locator("#id_take-off-entry option", has_text=WITHHELD).inner_text()
    office.select_option("#id_take-off-entry", label=entry)
    office.fill("#id_take-off-reason", "纠纷尚未化解")
    looks_right(office)
    office.click("button:text-is('暂缓命名')")
    expect(office.locator(".data tbody", has_text="纠纷尚未化解")).to_be_visible()
    office.fill("#id_reason", f"{WITHHELD}暂缓命名，其余无误。")
    office.click("button:text-is('报请批准')")
    expect(office.locator(".messages")).to_contain_text("已再次报请")
    looks_right(office)


def approve(leading) -> None:
    leading.goto("/office/cycles/2026/approval/")
    expect(leading.locator("main")).to_contain_text(f"{WITHHELD}暂缓命名，其余无误。")
    looks_right(leading)
    leading.click("button:text-is('批准命名…')")
    leading.fill("#id_password", "not this one")
    leading.click("button:text-is('批准命名')")
    expect(leading.locator(".field-invalid")).to_contain_text("密码不对")
    looks_right(leading)
    leading.fill("#id_password", PASSWORD)
    leading.dblclick("button:text-is('批准命名')")
    expect(leading.get_by_role("button", name="批准命名")).to_have_count(0)
    looks_right(leading)


@both_widths
def test_sent_back_withheld_submitted_again_approved_and_made_public(own_demo, open_on, viewport):
    url = own_demo(DEMO_DAY=str(today() + timedelta(days=21))).url
    office, leading = open_on(url, "bangongshi", viewport), open_on(url, "lingdao", viewport)
    answer_what_waits(office)
    send_back(leading, f"{WITHHELD}一起纠纷请再核实。")
    withhold_and_submit_again(office, f"{WITHHELD}一起纠纷请再核实。")
    approve(leading)

    office.goto("/office/jobs/")
    office.click("a:text-is('制作证书') >> nth=0")
    expect(office.locator(".job")).to_contain_text("合订本已制作完成", timeout=PATIENCE)
    looks_right(office)
    office.goto("/office/cycles/2026/")
    office.click("text=公布年度名单…")
    looks_right(office)
    office.click("button:text-is('公布年度名单')")
    expect(office.locator(".messages")).to_contain_text("已公布")
    looks_right(office)

    public = open_on(url, viewport=viewport)
    public.goto("/years/2026/")
    expect(public.locator("main")).not_to_contain_text(WITHHELD)
    public.click("main a[href^='/communities/5'] >> nth=0")
    number = public.inner_text(".titles a >> nth=0")
    assert re.fullmatch(r"\d{6}-2026-\d{4}", number)
    public.click(f"text={number}")
    expect(public.locator(".result")).to_contain_text("称号有效")
