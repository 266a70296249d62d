"""A title given back, a mistyped number put right, several revoked by one document: at both widths,
as office and leading group."""

from datetime import date

from playwright.sync_api import expect

from accounts.permissions import Role
from evaluation import actions
from evaluation.models import Honour, Level, Nomination, ReReview
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.factories import CommunityFactory, UserFactory, assessed_cycle, published_cycle
from wufaan.clock import today

WRONG, RIGHT = "保无案组〔2026〕13号", "保无案组〔2026〕31号"


def named(office) -> Honour:
    """甸阳村 and 由旺村: county 2024 and 2025, municipal 2025."""
    for name in ("甸阳村", "由旺村"):
        CommunityFactory(name=name)
    published_cycle(2024)
    published_cycle(2025)
    titles = actions.grant_nominations(
        nominations=Nomination.objects.all(),
        document_number=WRONG,
        granted_on=date(2026, 3, 18),
        by=office,
    )
    return titles[0]


@both_widths
def test_a_title_revoked_by_mistake_is_given_back(live_server, office, open_page, viewport):
    place = named(office).community
    lost = Honour.objects.get(community=place, level=Level.COUNTY, year=2024)
    ending = {"reason": "复核查明漏报盗窃案", "on": date(2026, 5, 6)}
    actions.revoke(honour=lost, **ending, by=office)
    page = open_page(office, viewport)
    page.goto(f"/office/honours/{lost.pk}/")
    page.click("text=恢复…")
    page.fill("#id_reason", "案发地认定有误，不在本村。")
    page.fill("#id_document_number", "施无案〔2026〕7号")
    page.fill("#id_document_date", "2026-06-01")
    looks_right(page)
    page.click("button:has-text('下一步')")
    expect(page.locator(".how")).to_contain_text("2025 年市级称号当初随它一并终止，现在一并恢复")
    looks_right(page)
    page.click("button:has-text('提出恢复')")
    expect(page.locator(".note-stop")).to_contain_text("由领导小组决定")

    page = open_page(UserFactory(role=Role.LEADING), viewport)
    page.goto("/office/dashboard/")
    page.click("text=1 个待决定恢复")
    page.click(".data th a")
    page.click("text=看提出的恢复")
    looks_right(page)
    page.click("button:has-text('决定恢复')")
    expect(page.locator(".facts")).to_contain_text("纠正：案发地认定有误")
    looks_right(page)
    page.goto(f"/verify/{lost.plaque.number}/")
    expect(page.locator(".result")).to_contain_text("的撤销决定已于")
    expect(page.locator(".result")).to_contain_text("称号有效")
    looks_right(page)
    page.goto(f"/communities/{place.code}/")
    expect(page.locator("main")).not_to_contain_text("已撤销")
    looks_right(page)


@both_widths
def test_a_mistyped_number_is_put_right(live_server, office, open_page, viewport):
    title = named(office)
    page = open_page(office, viewport)
    page.goto(f"/office/honours/{title.pk}/")
    page.click("text=更正…")
    page.fill("#id_document_number", RIGHT)
    page.fill("#id_why", "文号录入有误")
    looks_right(page)
    page.click("button:has-text('更正')")
    expect(page.locator(".facts")).to_contain_text(f"文号原为“{WRONG}”")
    looks_right(page)
    assert set(Nomination.objects.values_list("result_number", flat=True)) == {RIGHT}


@both_widths
def test_several_are_revoked_by_one_document(live_server, office, open_page, viewport):
    for name in ("甸阳村", "由旺村"):
        CommunityFactory(name=name)
    published_cycle(2024)
    assessed_cycle(2025)
    page = open_page(office, viewport)
    page.goto("/office/re-reviews/")
    page.click("text=全选本页")
    looks_right(page)
    page.click("button:has-text('撤销…')")
    page.fill("#id_reason", "工作出现滑坡")
    page.fill("#id_document_number", "施无案〔2026〕5号")
    page.fill("#id_on", today().isoformat())
    looks_right(page)
    page.click("button:has-text('下一步')")
    looks_right(page)
    page.click("button:has-text('确认撤销')")
    expect(page.locator(".messages")).to_contain_text("已撤销称号 2 个")
    assert not ReReview.objects.unfinished().exists()
