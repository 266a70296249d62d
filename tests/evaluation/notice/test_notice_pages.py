"""The office's pages of a notice: draft, preview, publication, corrections, a later end."""

from datetime import date

import pytest

from evaluation import actions
from evaluation.models import (
    CalendarDay,
    Cycle,
    Notice,
    NoticeDraft,
)
from tests import pages
from tests.factories import CommunityFactory, acknowledge_all, assessed_cycle, noticed_cycle
from tests.queries import queries

pytestmark = pytest.mark.django_db

PATH = "/office/cycles/2025/notice/"
WORDS = {
    "title": "关于2025年度拟命名名单的公示",
    "number": "施无案公示〔2025〕1号",
    "starts_on": "2025-11-03",
    "working_days": "5",
    "channels": "治安管理大队信箱",
}


@pytest.fixture(autouse=True)
def it_is_november(it_is):
    it_is(date(2025, 11, 3))


@pytest.fixture
def cycle(office):
    CommunityFactory(name="甸阳村"), CommunityFactory(name="文武村")
    return assessed_cycle(2025, issuer="某县人民政府", approval_basis="某文件")


def text(response) -> str:
    assert response.status_code == 200
    return pages.text(response).partition("<main")[2]


def saved(client, **changes) -> str:
    return text(client.post(f"{PATH}draft/", WORDS | changes, follow=True))


def test_without_a_draft_the_notice_begins_with_one(client, cycle):
    assert client.get(PATH)["Location"] == f"{PATH}draft/"
    page = text(client.get(f"{PATH}draft/"))
    assert "保存并预览" in page
    assert 'value="5"' in page


def test_the_preview_is_the_paper_and_publishes_what_it_shows(client, cycle):
    page = saved(client)
    for words in ("预览，还没有发布", *WORDS.values(), "甸阳村", "文武村", "2025年11月7日"):
        assert str(words) in page or words in ("2025-11-03", "5")
    assert not Notice.objects.exists()
    acknowledge_all(cycle)
    seen = client.get(PATH).context["fingerprint"]
    for _ in range(2):
        page = text(client.post(f"{PATH}publication/", {"seen": seen}, follow=True))
        assert "公示已发布" in page
    assert Notice.objects.get().number == WORDS["number"]


def test_a_preview_that_is_out_of_date_publishes_nothing_and_shows_what_is_so_now(client, cycle):
    saved(client)
    acknowledge_all(cycle)
    seen = client.get(PATH).context["fingerprint"]
    saved(client, channels="另一个信箱")
    page = text(client.post(f"{PATH}publication/", {"seen": seen}, follow=True))
    assert "公示稿或名单有变动" in page
    assert "另一个信箱" in page
    assert not Notice.objects.exists()


def test_the_draft_is_also_a_pdf(client, cycle):
    assert client.get(f"{PATH}draft.pdf")["Location"] == PATH
    saved(client)
    reply = client.get(f"{PATH}draft.pdf")
    assert reply.content.startswith(b"%PDF")


def test_a_refused_draft_loses_nothing_typed_and_keeps_nothing(client, cycle):
    page = text(client.post(f"{PATH}draft/", WORDS | {"channels": "找 13812345678"}))
    assert "像手机号码" in page
    assert "找 13812345678</textarea>" in page
    assert WORDS["title"] in page
    assert not NoticeDraft.objects.exists()


def test_an_open_year_has_a_preview_but_no_button(client, office):
    actions.open_cycle(year=2025, by=office)
    page = saved(client)
    assert "现在的状态是“创建中”，不能发布公示" in page
    assert "发布公示</button>" not in page


def test_a_year_that_is_not_over_has_a_preview_but_no_button(client, cycle, it_is):
    it_is(date(2025, 10, 31))
    page = saved(client)
    assert "评选期到 2025年10月31日才结束" in page
    assert "发布公示</button>" not in page


def test_the_preview_warns_of_what_is_blank(client, office):
    CommunityFactory()
    assessed_cycle(2025)
    acknowledge_all(Cycle.objects.get())
    page = saved(client, number="")
    assert "还没有填写命名单位和命名依据" in page
    assert "没有公示编号" in page
    assert "发布公示</button>" in page


def test_nothing_is_warned_of_where_all_is_there(client, cycle):
    Cycle.objects.update(returns_policy="ignore")
    assert "note-warn" not in saved(client)


def test_a_notice_that_runs_into_a_year_without_holidays_is_counted_by_weekdays_with_a_warning(
    client, cycle
):
    CalendarDay.objects.filter(day__year=2026).delete()
    page = saved(client, starts_on="2025-12-29")
    assert "节假日表没有录全 2026 年的安排，没有录的日子只按周一至周五计算" in page
    assert "/office/holidays/?year=2026" in page
    assert "2026年1月2日" in page


def test_a_notice_for_days_that_are_over_is_refused_at_its_field(client, cycle):
    page = saved(client, starts_on="2025-11-02")
    assert "公示自 2025-11-02，已经过去" in page
    assert "field-invalid" in page
    assert not NoticeDraft.objects.exists()


def test_a_draft_whose_first_day_is_over_has_a_preview_but_no_button(client, cycle, it_is):
    saved(client)
    it_is(date(2025, 11, 5))
    page = text(client.get(PATH))
    assert "公示自 2025-11-03，已经过去，那几天公众看不到" in page
    assert "发布公示</button>" not in page


def test_once_published_the_page_is_for_corrections_and_the_draft_is_closed(client, office):
    CommunityFactory(name="甸阳村")
    noticed_cycle(2025)
    page = text(client.get(PATH))
    assert "更正文字" in page
    assert "延长公示" in page
    assert "还没有更正" in page
    assert "没有填写" in page
    assert "现在的状态是“公示中”，不能起草公示" in text(client.get(f"{PATH}draft/"))
    data = {"correction-entry": "1", "correction-text": "应为“甸阳社区”。"}
    page = text(client.post(f"{PATH}corrections/", data, follow=True))
    assert "更正已列在公示页" in page
    assert "应为“甸阳社区”。" in page
    data = {"extension-working_days": "8", "extension-reason": "公示页有一天打不开。"}
    page = text(client.post(f"{PATH}extension/", data, follow=True))
    assert "公示期已延长。公示至 2025年11月12日，期满之后才能批准。" in page
    assert Notice.objects.get().corrections.count() == 2


def test_an_early_end_is_refused_beside_its_field_and_the_reason_is_still_there(client, office):
    CommunityFactory()
    noticed_cycle(2025)
    data = {"extension-working_days": "3", "extension-reason": "都没有意见。"}
    page = text(client.post(f"{PATH}extension/", data))
    assert "不能提前结束" in page
    assert "都没有意见。</textarea>" in page
    data = {"correction-text": " "}
    assert "field-invalid" in text(client.post(f"{PATH}corrections/", data))
    assert Notice.objects.get().ends_on == date(2025, 11, 7)


def test_an_approved_notice_is_not_extended_but_its_words_are_corrected(client, office):
    CommunityFactory()
    cycle = noticed_cycle(2025)
    type(cycle).objects.update(state="approved")
    page = text(client.get(PATH))
    assert "列入更正" in page
    assert "延长公示</button>" not in page


def test_the_number_is_proposed_from_last_year(client, office):
    CommunityFactory()
    noticed_cycle(2024)
    assessed_cycle(2025)
    assert 'value="施无案公示〔2025〕1号"' in text(client.get(f"{PATH}draft/"))


def test_a_longer_list_and_more_corrections_take_no_more_queries(client, cycle, office):
    saved(client)
    few = queries(client, PATH)
    for _ in range(5):
        CommunityFactory()
    actions.assess(cycle=cycle, by=office)
    assert queries(client, PATH) == few
    acknowledge_all(cycle)
    notice = actions.publish_draft(cycle=cycle, by=office)

    def correct(count):
        for number in range(count):
            entry = notice.entries.first()
            actions.correct_wording(notice=notice, text=f"改字 {number}。", entry=entry, by=office)

    correct(1)
    few = queries(client, PATH)
    correct(5)
    assert queries(client, PATH) == few
