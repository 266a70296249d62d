"""The November after, on a copy of the demo: the year set up from the last one, holidays, the
assessment by the real worker, what the office decides of the candidates, the notice and what may
become of it."""

from playwright.sync_api import expect

from tests.browser.acknowledging import acknowledge_all_there_is
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right

DAY = "2027-11-02"
HOLIDAYS = "2027-10-01 至 2027-10-07 休 国庆节\n2027-10-09 国庆节"
PATIENCE = 60_000


def copy_the_last_year(page) -> None:
    """Settings as they were, and how a certificate would look with them."""
    page.goto("/office/cycles/")
    issuer = page.inner_text(".data tbody tr >> nth=0 >> [data-label=命名单位]").strip()
    page.click("a:text-is('建立 2027 年度…')")
    looks_right(page)
    page.click("main button.btn-main")
    expect(page.locator(".messages")).to_contain_text("已建立 2027 年度")
    expect(page.locator("#id_issuer")).to_have_value(issuer)
    looks_right(page)
    preview = page.request.get(page.get_by_text("证书样张").get_attribute("href"))
    assert preview.body().startswith(b"%PDF")


def paste_the_holidays(page) -> None:
    """One line of them wrong at first; the days of a notice are counted by them."""
    page.goto("/office/holidays/?year=2027")
    expect(page.locator(".note-warn").first).to_contain_text("没有 2027 年")
    page.fill("#id_lines", HOLIDAYS)
    page.click("text=保存全部")
    expect(page.locator(".errorlist")).to_contain_text("第 2 行")
    looks_right(page)
    page.fill("#id_lines", page.input_value("#id_lines").replace("09 国", "09 班 国"))
    page.click("text=保存全部")
    expect(page.locator(".messages")).to_contain_text("已更新 8 天")
    page.fill("#id_starts_on", "2027-09-30")
    page.fill("#id_working_days", "3")
    page.click("button:text-is('计算')")
    expect(page.locator("[role=status]").last).to_contain_text("公示至2027年10月9日")
    page.click("button[aria-label='2027-10-09 恢复按星期']")
    expect(page.locator(".data tbody tr")).to_have_count(7)
    looks_right(page)


def assess(page) -> None:
    page.goto("/office/cycles/2027/")
    page.click("button:text-is('评估')")
    expect(page.locator(".data tbody tr").first).to_be_visible(timeout=PATIENCE)
    looks_right(page)


def decide_about_candidates(page) -> None:
    """Two exemplars together, one withheld beside the list, its satisfaction entered there."""
    page.click(".facets a:has-text('达标') >> nth=0")
    names = page.locator(".data tbody th").all_inner_texts()
    for box in page.locator("[name=codes]").all()[:2]:
        box.check()
    page.click("button:text-is('选为先进典型')")
    expect(page.locator(".messages")).to_contain_text("已选为先进典型 2 个")
    expect(page.locator(".tag-honour")).to_have_count(2)

    page.click(f".data a:text-is('{names[2]}')")
    page.click("summary:has-text('登记满意度')")
    page.fill("#id_respondents", "60")
    page.fill("#id_satisfied", "57")
    page.click("button:text-is('登记')")
    expect(page.locator(".detail")).to_contain_text("受访 60 人，满意 57 人")
    page.click("summary:text-is('暂缓命名')")
    page.fill(".detail textarea", "请联系 13800138000 核实")
    page.click("button:text-is('暂缓命名')")
    expect(page.locator(".detail .errorlist")).to_be_visible()
    looks_right(page)
    page.fill(".detail textarea", "纠纷尚在核实")
    page.click("button:text-is('暂缓命名')")
    expect(page.locator(".detail")).to_contain_text("暂缓命名：纠纷尚在核实")
    for summary in page.locator(".part summary").all():
        summary.click()
    looks_right(page)


def publish_the_notice(page) -> None:
    """Assessed again, since satisfaction was entered after; refused with a telephone number,
    previewed, published."""
    page.goto("/office/cycles/2027/")
    expect(page.locator(".next")).to_contain_text("（满意度有变）。请先重新评估")
    looks_right(page)
    page.click("button:text-is('评估')")
    page.click("text=发布公示…", timeout=PATIENCE)
    page.fill("#id_channels", "找 13812345678")
    page.click("text=保存并预览")
    expect(page.locator("#id_channels")).to_have_value("找 13812345678")
    looks_right(page)
    page.fill("#id_channels", "治安管理大队信箱")
    page.click("text=保存并预览")
    expect(page.locator(".note-warn").first).to_contain_text("没有录全 2027 年")
    expect(page.locator(".note-stop")).to_contain_text("还没有逐项确认")
    looks_right(page)
    page.fill("#id_returns-words", "已催报，个别派出所待补。")
    acknowledge_all_there_is(page)
    expect(page.locator("#basis")).to_contain_text("确认：已催报，个别派出所待补。")
    looks_right(page)
    page.click("button:text-is('发布公示')")
    expect(page.locator(".messages")).to_contain_text("公示已发布")
    expect(page.locator("[name=codes]")).to_have_count(0)
    looks_right(page)


def correct_and_extend(page) -> None:
    page.click(".page-head a:text-is('公示')")
    page.fill("#id_correction-text", "异议渠道另加意见箱。")
    page.click("text=列入更正")
    expect(page.locator(".data")).to_contain_text("异议渠道另加意见箱。")
    page.fill("#id_extension-working_days", "5")
    page.fill("#id_extension-reason", "公示页有一天打不开。")
    page.evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)")
    page.click("button:text-is('延长公示')")
    expect(page.locator(".errorlist").first).to_contain_text("没有延长")
    page.fill("#id_extension-working_days", "30")
    page.click("button:text-is('延长公示')")
    expect(page.locator(".data")).to_contain_text("共 30 个工作日")
    looks_right(page)


@both_widths
def test_a_year_is_set_up_assessed_decided_on_and_put_on_notice(own_demo, open_on, viewport):
    url = own_demo(DEMO_DAY=DAY).url
    page = open_on(url, "bangongshi", viewport)
    copy_the_last_year(page)
    paste_the_holidays(page)
    assess(page)
    decide_about_candidates(page)
    publish_the_notice(page)
    correct_and_extend(page)

    public = open_on(url, viewport=viewport)
    public.goto("/notices/2027/")
    expect(public.locator(".corrections li")).to_have_count(2)
    expect(public.locator("main")).to_contain_text("还有")
    looks_right(public)
    public.click("text=核对手上的名单")
    public.fill("#id_text", "1\t530521101999\t多出村\t行政村\t甸阳镇")
    public.click("main button:text-is('核对')")
    expect(public.locator(".result-word")).to_have_text("与公示的名单不一致")
    looks_right(public)
