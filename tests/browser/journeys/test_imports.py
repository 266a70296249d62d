"""An officer's file and the office's file, through the real queue on the demo's data."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import DESK, both_widths
from tests.browser.looks import looks_right, misfits
from tests.jobs.uploads import saved

# The worker may be making certificates when a file comes.
PATIENCE = 90_000


@pytest.fixture(autouse=True)
def patient():
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)


def downloaded(page, click):
    with page.expect_download() as download:
        click()
    with open(download.value.path(), "rb") as file:
        return load_workbook(io.BytesIO(file.read()))


def offer(page, kind):
    """The part of the page where files of that kind are brought."""
    page.goto("/office/imports/")
    return page.get_by_role("region", name=kind)


def upload(part, book, name):
    file = {"name": name, "mimeType": "", "buffer": saved(book)}
    part.locator("input[type=file]").set_input_files(file)
    part.get_by_role("button", name="上传并检查").click()


@both_widths
def test_an_officer_fills_the_template_corrects_what_is_wrong_and_imports_it_once(
    open_demo, viewport
):
    page = open_demo("minjing02", viewport)
    part = offer(page, "案（事）件")
    book = downloaded(page, part.get_by_text("下载模板").click)
    place = book["选项"]["A2"].value
    for number, kind in ((1, "入室盗窃"), (2, "偷盗")):
        number = f"台账-{viewport['width']}-{number}"
        book.worksheets[0].append([number, place, date(2026, 8, 1), kind, "刑事"])
    upload(part, book, "八月.xlsx")
    expect(page.locator(".note-stop")).to_contain_text("有 1 行有错误")
    expect(page.locator(".preview tbody tr").first).to_contain_text("“偷盗”不在可选范围")
    looks_right(page)
    book = downloaded(page, lambda: page.click("text=下载标出错误的文件"))
    sheet = book.worksheets[0]
    assert "偷盗" in sheet.cell(3, sheet.max_column).value
    sheet["D3"] = "诈骗"
    upload(page, book, "八月.xlsx")
    confirm = page.get_by_role("button", name="确认导入 2 行")
    expect(confirm).to_be_visible()
    looks_right(page)
    confirm.click()
    expect(page.locator(".note")).to_contain_text("已导入：新增 2")
    looks_right(page)
    upload(offer(page, "案（事）件"), book, "八月.xlsx")
    expect(page.locator(".note")).to_contain_text("没有需要导入的内容")


@both_widths
def test_the_office_sees_a_change_of_the_registry_before_it_is_made_without_javascript(
    open_demo, viewport
):
    page = open_demo("bangongshi", viewport, javascript=False)
    part = offer(page, "名录")
    book = downloaded(page, part.get_by_text("下载模板").click)
    lists = book["选项"]
    station = lists.cell(2, 3).value
    row = [f"53052110{viewport['width']:04}", "新设村", "行政村", "530521101", "", station]
    book.worksheets[0].append(row)
    upload(part, book, "新设.xlsx")
    expect(page.locator(".preview tbody tr")).to_contain_text("新设村")
    assert not misfits(page)  # without JavaScript axe does not run
    page.click("button:text('确认导入 1 行')")
    expect(page.locator(".note")).to_contain_text("已导入：新增 1")


def test_a_file_of_the_wrong_kind_is_refused_before_it_is_sent(open_demo):
    page = open_demo("minjing01", DESK)
    page.goto("/office/imports/")
    file = {"name": "照片.png", "mimeType": "image/png", "buffer": b"png"}
    page.set_input_files("input[type=file]", file)
    said = page.eval_on_selector("input[type=file]", "input => input.validationMessage")
    assert said == "请选择 .xlsx 或 .csv 文件。"
    page.click("button:text-is('上传并检查')")
    assert page.url.endswith("/office/imports/")
