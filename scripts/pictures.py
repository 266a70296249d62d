"""The pictures of the README, from a demo built for them: `make pictures`. They are looked at
before they are committed; what the demo shows changes with the day."""

import io
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests import demos
from tests.browser.conftest import ARGUMENTS, DESK, PHONE
from tests.browser.journeys.conftest import sign_in
from wufaan.clock import today

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
# Tells dates in fields as those do who use it.
CHINESE = {"LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}
COLOURS = 96
MOST_BYTES = 300_000


def take(browser: Browser, url: str) -> dict[str, bytes]:
    """By the name of their file."""
    office = opened(browser, url, "bangongshi", DESK)
    officer = opened(browser, url, "minjing01", PHONE, scale=2)
    return {
        "office.png": overview(office),
        "phone.png": report(officer),
        "certificate.png": certificate(office),
    }


def opened(browser: Browser, url: str, username: str, size: ViewportSize, scale: int = 1) -> Page:
    context = browser.new_context(
        base_url=url,
        viewport=size,
        device_scale_factor=scale,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/sign-in/")
    sign_in(page, username)
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    return page


def overview(page: Page) -> bytes:
    """Down to the years; whose reports are missing stands below."""
    page.goto("/office/dashboard/")
    end = page.get_by_role("heading", name="缺零报告的派出所").bounding_box()
    assert end, "no such heading is shown"
    page.set_viewport_size({"width": DESK["width"], "height": int(end["y"]) - 24})
    return page.screenshot()


def report(page: Page) -> bytes:
    """Half filled in: what the chosen kind asks, and what it would mean."""
    page.goto("/office/incidents/report/")
    page.fill(".ts-control input", "苑")
    page.locator(".ts-dropdown .option").first.click()
    page.fill("[name=occurred_on]", f"{today() - timedelta(days=3)}")
    page.select_option("[name=kind]", "burglary")
    page.check("[name=nature][value=criminal]")
    expect(page.locator("#judgement")).to_contain_text("计入第 4 项")
    page.fill("[name=summary]", "凌晨从未关的厨房窗户入室，盗走现金。")
    page.locator("h1").click()
    return page.screenshot(full_page=True)


def certificate(page: Page) -> bytes:
    page.goto("/office/plaques/")
    address = page.locator("a[href$='.pdf']").first.get_attribute("href")
    assert address, "no certificate is there"
    pdf = page.request.get(address).body()
    drawn = ["pdftoppm", "-png", "-singlefile", "-scale-to", "1400", "-"]
    return subprocess.run(drawn, input=pdf, capture_output=True, check=True).stdout


def few_colours(png: bytes) -> bytes:
    """Flat colours and letters: nothing is lost that an eye would miss."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    out = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    with demos.built() as built, demos.served(built) as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=ARGUMENTS, env={**os.environ, **CHINESE}
        )
        pictures = {name: few_colours(png) for name, png in take(browser, demo.url).items()}
    if (bytes_ := sum(map(len, pictures.values()))) > MOST_BYTES:
        sys.exit(f"{bytes_:,} bytes are too many.")
    FOLDER.mkdir(exist_ok=True)
    for name, picture in pictures.items():
        (FOLDER / name).write_bytes(picture)
