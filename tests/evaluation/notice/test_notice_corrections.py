"""What changes on a notice after it was published is told; the list and its hash never change."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from audit.models import Event
from evaluation import actions
from evaluation.models import CorrectionKind, Cycle, Notice, NoticeCorrection
from evaluation.notice.canonical import digest
from evaluation.notice.document import NoticeDocument
from tests.factories import CommunityFactory, assessed_cycle, issued, noticed_cycle
from tests.pages import text
from tests.queries import queries
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

DURING = date(2025, 11, 5)


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    """From 3 to 7 November 2025: 甸阳村 and 文武村."""
    CommunityFactory(name="甸阳村"), CommunityFactory(name="文武村")
    noticed_cycle(2025)


@pytest.fixture
def notice(on_notice) -> Notice:
    return Cycle.objects.get().notice


def published(notice) -> tuple:
    """What everybody who took the list away has."""
    notice = Notice.objects.select_related("cycle").get(pk=notice.pk)
    text = NoticeDocument.of(notice).canonical
    assert digest(text) == notice.sha256
    return notice.sha256, text


def told(notice) -> list[tuple]:
    rows = notice.corrections.values_list("position", "kind", "entry__name", "on")
    return list(rows)


def objection(notice, entry, office):
    return actions.enter(
        notice=notice,
        channel="letter",
        text="有一起没有算进去。",
        received_on=DURING,
        sent_as="desk",
        entry=entry,
        by=office,
    )


def test_an_upheld_objection_writes_a_correction_that_does_not_give_its_reference(notice, office):
    before, entry = published(notice), notice.entries.get(name="文武村")
    letter = objection(notice, entry, office)
    for _ in range(2):
        actions.answer(
            objection=letter, finding="upheld", reply="属实。", on=date(2025, 11, 6), by=office
        )
    assert told(notice) == [(1, "taken_off", "文武村", date(2025, 11, 6))]
    assert letter.reference not in notice.corrections.get().text
    assert published(notice) == before


def test_a_rejected_objection_writes_none_and_one_against_nobody_cannot_be_upheld(notice, office):
    letter = objection(notice, None, office)
    with pytest.raises(DomainError, match="请选定名单中的哪一个"):
        actions.answer(objection=letter, finding="upheld", reply="属实。", by=office)
    actions.answer(objection=letter, finding="rejected", reply="不属实。", by=office)
    assert told(notice) == []


def test_a_failure_to_tell_leaves_nothing_withheld(notice, office, monkeypatch):
    def fail(**_kwargs):
        raise RuntimeError

    monkeypatch.setattr("evaluation.notice.actions.withholding.add_corrections", fail)
    letter = objection(notice, notice.entries.first(), office)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.answer(objection=letter, finding="upheld", reply="属实。", by=office)
    letter.refresh_from_db()
    assert letter.state == "received"
    assert not notice.entries.taken_off().exists()


def test_withholding_and_releasing_what_was_sent_back_write_one_each(notice, office, leader):
    before, cycle = published(notice), notice.cycle
    actions.send_back(cycle=cycle, reason="请再核实。", by=leader)
    verdict = cycle.verdicts.get(name="甸阳村")
    actions.withhold(verdict=verdict, reason="纠纷在核实", by=office)
    actions.release(verdict=verdict, by=office)
    kinds = [(position, kind, name) for position, kind, name, _ in told(notice)]
    assert kinds == [(1, "taken_off", "甸阳村"), (2, "put_back", "甸阳村")]
    assert "纠纷" not in notice.corrections.first().text
    assert published(notice) == before


def test_before_the_notice_withholding_tells_nobody(office):
    CommunityFactory(name="甸阳村")
    cycle = assessed_cycle(2025)
    actions.withhold(verdict=cycle.verdicts.get(), reason="待核实", by=office)
    actions.release(verdict=cycle.verdicts.get(), by=office)
    assert Event.objects.filter(verb="verdict_released").exists()
    assert not NoticeCorrection.objects.exists()


# ---- Words ----


def test_the_office_corrects_words_and_the_same_click_twice_is_one(notice, office):
    entry = notice.entries.get(name="文武村")
    for _ in range(2):
        actions.correct_wording(
            notice=notice, text="“文武村”应为“文五村”。", entry=entry, by=office
        )
    actions.correct_wording(notice=notice, text="异议电话应为 0875-0000001。", by=office)
    assert [row[:3] for row in told(notice)] == [(1, "wording", "文武村"), (2, "wording", None)]
    assert Event.objects.filter(verb="notice_corrected").count() == 2


@pytest.mark.parametrize(
    ("text", "refusal"),
    [(" ", "请填写“更正内容”"), ("找 13812345678", "像手机号码"), ("长" * 301, "最多 300 个")],
)
def test_a_correction_says_something_and_names_nobody(notice, office, text, refusal):
    with pytest.raises(DomainError, match=refusal):
        actions.correct_wording(notice=notice, text=text, by=office)
    assert told(notice) == []


def test_what_is_void_is_not_corrected_any_more(notice, office):
    notice = actions.cancel_notice(notice=notice, reason="名单有误，另行公示。", by=office)
    with pytest.raises(DomainError, match="现在的状态是“已作废”，不能更正公示"):
        actions.correct_wording(notice=notice, text="应为一期。", by=office)


@pytest.mark.parametrize("state", ["approved", "published"])
def test_words_can_be_corrected_as_long_as_the_notice_can_be_read(notice, office, state):
    type(notice.cycle).objects.update(state=state)
    assert actions.correct_wording(notice=notice, text="改字。", by=office).position == 1


# ---- Longer ----


def extend(notice, days, by, reason="公示页有一天打不开。", on=DURING):
    return actions.extend_notice(notice=notice, working_days=days, reason=reason, on=on, by=by)


def test_a_longer_notice_ends_by_working_days_and_says_from_when_to_when_and_why(notice, office):
    before = published(notice)
    assert extend(notice, 8, office).ends_on == date(2025, 11, 12)
    notice.refresh_from_db()
    assert (notice.ends_on, notice.working_days) == (date(2025, 11, 12), 8)
    correction = notice.corrections.get()
    assert correction.kind == CorrectionKind.EXTENDED
    for words in ("延长至 2025-11-12", "共 8 个工作日", "原定至 2025-11-07", "打不开"):
        assert words in correction.text
    event = Event.objects.get(verb="notice_extended")
    assert (event.data["from"], event.data["to"]) == ("2025-11-07", "2025-11-12")
    assert published(notice) == before


def test_extending_twice_by_the_same_click_extends_once(notice, office):
    extend(notice, 8, office)
    extend(notice, 8, office)
    assert notice.corrections.count() == 1


def test_a_notice_that_was_extended_can_be_extended_again(notice, office):
    extend(notice, 8, office)
    assert extend(notice, 10, office).ends_on == date(2025, 11, 14)
    assert [row[0] for row in told(notice)] == [1, 2]


@pytest.mark.parametrize(
    ("days", "on", "refusal"),
    [
        (4, DURING, "不能提前结束"),
        (0, DURING, "要有 1 至 60 个工作日"),
        (5, DURING, "没有延长"),
        (6, date(2025, 11, 20), "也已经过去"),
        (61, DURING, "要有 1 至 60 个工作日"),
        (10_000_000, DURING, "要有 1 至 60 个工作日"),
    ],
)
def test_no_notice_ends_early_or_is_extended_into_the_past(notice, office, days, on, refusal):
    with pytest.raises(DomainError, match=refusal):
        extend(notice, days, office, on=on)
    notice.refresh_from_db()
    assert notice.ends_on == date(2025, 11, 7)
    assert told(notice) == []


def test_an_extension_needs_a_reason(notice, office):
    with pytest.raises(DomainError, match="请填写“延长的原因”"):
        extend(notice, 8, office, reason=" ")


def test_an_approved_year_is_not_put_on_notice_any_longer(notice, office):
    type(notice.cycle).objects.update(state="approved")
    with pytest.raises(DomainError, match="不能延长公示"):
        extend(notice, 8, office)


def test_the_public_may_object_and_nobody_approves_until_the_new_end(notice, office, leader):
    extend(notice, 8, office)
    notice = Notice.objects.select_related("cycle").get()
    actions.lodge(
        notice=notice,
        text="有一起没有算进去。",
        sent_as="form",
        address="203.0.113.7",
        on=date(2025, 11, 12),
        by=User.objects.system(),
    )
    with pytest.raises(DomainError, match="公示至 2025年11月12日，期满之后才能批准"):
        actions.approve(cycle=notice.cycle, on=date(2025, 11, 12), by=leader)


# ---- What the database holds to ----


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": date(2025, 11, 6)},
        {"sha256": "0" * 64},
        {"title": "另一个标题"},
        {"starts_on": date(2025, 11, 1)},
    ],
)
def test_the_database_refuses_to_rewrite_a_notice(notice, changes):
    with pytest.raises(DatabaseError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**changes)


def test_the_database_refuses_to_change_or_delete_a_correction(notice, office):
    actions.correct_wording(notice=notice, text="改字。", by=office)
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeCorrection.objects.update(text="没有改过。")
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeCorrection.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Notice.objects.all().delete()


# ---- Where it is told ----


def test_beside_what_was_corrected_stands_that_it_was(client, notice, office):
    pages = {
        "/notices/2025/": '公示后有更正，见<a href="#corrections">',
        "/notices/2025/objections/new/": '公示后有更正，见<a href="/notices/2025/#corrections">',
    }
    extend(notice, 8, office)
    for page, remark in pages.items():
        assert remark not in text(client.get(page)), "the contact is as it was"
    actions.correct_wording(notice=notice, text="异议电话应为 0875-0000001。", by=office)
    for page, remark in pages.items():
        assert remark in text(client.get(page))


def test_what_is_withheld_is_shown_as_a_model_no_longer(client, office, leader):
    CommunityFactory(name="甸阳村")
    cycle = assessed_cycle(2025)
    actions.mark_exemplars(cycle=cycle, codes=[cycle.verdicts.get().code], exemplar=True, by=office)
    words = {"number": "", "title": "公示", "channels": "信箱"}
    issued(cycle=cycle, starts_on=date(2025, 11, 3), by=office, **words)
    client.force_login(leader)
    pages = {"/notices/2025/": "暂缓命名</span>", "/office/cycles/2025/approval/": "暂缓</span>"}
    for page in pages:
        assert "先进典型</span>" in text(client.get(page))
    actions.send_back(cycle=cycle, reason="请再核实。", by=leader)
    actions.withhold(verdict=cycle.verdicts.get(), reason="正在核实", by=office)
    for page, mark in pages.items():
        shown = text(client.get(page))
        assert mark in shown
        assert "先进典型</span>" not in shown
    published(cycle.notice)


def test_page_feed_and_open_data_tell_every_correction(client, notice, office, settings):
    settings.PUBLIC_BASE_URL = "https://wfa.example.gov.cn"
    entry = notice.entries.get(name="文武村")
    actions.correct_wording(notice=notice, text="应为“文五村”。", entry=entry, on=DURING, by=office)
    extend(notice, 8, office)
    page = text(client.get("/notices/2025/"))
    assert 'id="c1"' in page
    assert "应为“文五村”。" in page
    assert "延长至 2025-11-12" in page
    feed = text(client.get("/feed.atom"))
    assert "https://wfa.example.gov.cn/notices/2025/#c1" in feed
    assert "2025 年度公示更正（更正文字：文武村）" in feed
    data = client.get("/open-data/corrections.json").json()["corrections"]
    assert [(row["year"], row["number"], row["kind"], row["code"]) for row in data] == [
        (2025, 1, "wording", entry.code),
        (2025, 2, "extended", ""),
    ]
    lines = client.get("/open-data/corrections.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "year,number,date,kind,position,code,name,text,notice"
    assert len(lines) == 3


@pytest.mark.parametrize(
    "path", ["/notices/2025/", "/feed.atom", "/open-data/corrections.csv", "/notices/2025/list.txt"]
)
def test_more_corrections_take_no_more_queries(client, notice, office, path):
    def correct(count):
        for number in range(count):
            entry = notice.entries.first()
            actions.correct_wording(notice=notice, text=f"改字 {number}。", entry=entry, by=office)

    correct(1)
    few = queries(client, path)
    correct(5)
    assert queries(client, path) == few
