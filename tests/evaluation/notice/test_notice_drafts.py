"""公示稿: what is proposed, kept, refused, and published from it."""

from datetime import date

import pytest

from accounts.permissions import Role
from audit.models import Event
from evaluation import actions
from evaluation.models import Cycle, Notice, NoticeDraft
from evaluation.notice.prepared import of_year, prepare, proposal
from evaluation.states import State
from evaluation.year.queries import calendar_exceptions
from tests.factories import (
    CommunityFactory,
    UserFactory,
    acknowledge_all,
    assessed_cycle,
    noticed_cycle,
)
from wufaan.errors import AlreadyDone, DomainError

pytestmark = pytest.mark.django_db

WORDS = {
    "number": "施无案公示〔2025〕1号",
    "title": "关于 2025 年度拟命名名单的公示",
    "channels": "信箱",
    "starts_on": date(2025, 11, 3),
    "working_days": 5,
}


@pytest.fixture(autouse=True)
def it_is_november(it_is):
    it_is(date(2025, 11, 3))


@pytest.fixture
def cycle():
    CommunityFactory(name="甸阳村"), CommunityFactory(name="文武村")
    return assessed_cycle(2025)


def draft(cycle, office, **changes) -> NoticeDraft:
    if Cycle.objects.get(pk=cycle.pk).state == State.ASSESSED:
        acknowledge_all(cycle)
    return actions.save_draft(cycle=cycle, by=office, **(WORDS | changes))


def fingerprint(cycle) -> str:
    return prepare(cycle, calendar_exceptions(), **WORDS).fingerprint


def test_a_draft_is_kept_and_changed_until_it_is_published(cycle, office):
    draft(cycle, office)
    draft(cycle, office)
    draft(cycle, office, channels="信箱、电话")
    assert NoticeDraft.objects.get().channels == "信箱、电话"
    events = Event.objects.filter(verb="notice_drafted").order_by("sequence")
    assert [event.data["before"] and event.data["before"]["channels"] for event in events] == [
        None,
        "信箱",
    ]


def test_a_year_that_is_still_open_may_have_a_draft(office):
    cycle = actions.open_cycle(year=2025, by=office)
    assert draft(cycle, office).title == WORDS["title"]
    with pytest.raises(DomainError, match="不能发布公示"):
        actions.publish_draft(cycle=cycle, by=office)


def test_what_is_published_is_what_was_drafted(cycle, office):
    draft(cycle, office, number="", working_days=7)
    notice = actions.publish_draft(cycle=cycle, by=office)
    assert (notice.title, notice.channels, notice.number) == (WORDS["title"], "信箱", "")
    assert notice.ends_on == date(2025, 11, 11)
    assert notice.entries.count() == 2


def test_nothing_is_published_without_a_draft(cycle, office):
    with pytest.raises(DomainError, match="还没有公示稿"):
        actions.publish_draft(cycle=cycle, by=office)


@pytest.mark.parametrize("change", ["words", "list"])
def test_what_changed_since_the_preview_is_not_published(cycle, office, change):
    draft(cycle, office)
    seen = fingerprint(cycle)
    if change == "words":
        draft(cycle, office, channels="另一个信箱")
    else:
        actions.withhold(verdict=cycle.verdicts.first(), reason="待核实", by=office)
        acknowledge_all(cycle)
    with pytest.raises(DomainError, match="打开预览之后公示稿或名单有变动"):
        actions.publish_draft(cycle=cycle, seen=seen, by=office)
    assert not Notice.objects.exists()


def test_what_was_previewed_is_published(cycle, office):
    draft(cycle, office)
    assert (
        actions.publish_draft(cycle=cycle, seen=fingerprint(cycle), by=office).entries.count() == 2
    )


def test_once_published_the_draft_stays_as_it_was(cycle, office):
    draft(cycle, office)
    actions.publish_draft(cycle=cycle, by=office)
    with pytest.raises(DomainError, match="不能起草公示"):
        draft(cycle, office, title="另一个标题")
    assert NoticeDraft.objects.get().title == WORDS["title"]


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"title": " "}, "请填写“标题”", "title"),
        ({"channels": "找 13812345678"}, "像手机号码", "channels"),
        ({"starts_on": date(2025, 10, 31)}, "之后才能公示", "starts_on"),
        ({"working_days": 0}, "1 至 60 个工作日", "working_days"),
        ({"working_days": 100_000}, "1 至 60 个工作日", "working_days"),
        ({"number": "施无案公示〔2024〕1号"}, "2024 年度公示的，请另编", "number"),
    ],
)
def test_a_draft_holds_nothing_that_no_notice_may_say(cycle, office, changes, refusal, field):
    noticed_cycle(2024)
    with pytest.raises(DomainError, match=refusal) as refused:
        draft(cycle, office, **changes)
    assert refused.value.field == field
    assert not NoticeDraft.objects.exists()


def test_publishing_twice_is_publishing_once_and_another_person_is_refused(cycle, office):
    draft(cycle, office)
    actions.publish_draft(cycle=cycle, by=office)
    with pytest.raises(AlreadyDone):
        actions.publish_draft(cycle=cycle, by=office)
    with pytest.raises(DomainError, match="现在的状态是“公示中”，不能发布公示"):
        actions.publish_draft(cycle=cycle, by=UserFactory(role=Role.OFFICE))


def test_no_notice_is_drafted_for_days_that_are_over(cycle, office):
    with pytest.raises(DomainError, match="公示自 2025-11-03，已经过去") as refused:
        draft(cycle, office, on=date(2025, 11, 4))
    assert refused.value.field == "starts_on"
    assert not NoticeDraft.objects.exists()


def test_no_draft_is_published_once_its_first_day_is_over(cycle, office):
    draft(cycle, office)
    with pytest.raises(DomainError, match="已经过去"):
        actions.publish_draft(cycle=cycle, on=date(2025, 11, 4), by=office)
    assert not Notice.objects.exists()


def test_the_step_bears_the_day_of_publishing_not_that_on_which_the_notice_begins(cycle, office):
    draft(cycle, office, starts_on=date(2025, 11, 5))
    notice = actions.publish_draft(cycle=cycle, on=date(2025, 11, 4), by=office)
    assert notice.starts_on == date(2025, 11, 5)
    assert cycle.steps.get(verb="publish_notice").on == date(2025, 11, 4)


def test_the_number_is_proposed_as_last_year_s_with_this_year_in_it(office):
    CommunityFactory()
    noticed_cycle(2025)
    cycle = actions.open_cycle(year=2026, by=office)
    proposed = proposal(cycle, calendar_exceptions(), date(2026, 11, 2))
    assert proposed["number"] == "施无案公示〔2026〕1号"
    assert proposed["title"] == "关于2026年度拟命名“无发案小区”“无发案村社”的公示"
    assert proposed["channels"] == "电话：0875-0000000；地址：县公安局治安管理大队"
    assert proposed["starts_on"] == date(2026, 11, 2)


def test_a_notice_is_proposed_to_begin_on_a_working_day_after_the_period(office):
    cycle = actions.open_cycle(year=2025, by=office)
    assert proposal(cycle, calendar_exceptions(), date(2025, 6, 1))["starts_on"] == date(
        2025, 11, 3
    )
    assert proposal(cycle, {}, date(2025, 11, 8))["starts_on"] == date(2025, 11, 10)


def test_where_last_year_s_number_does_not_name_its_year_none_is_proposed():
    assert of_year("公示第七号", 2025, 2026) == ""
    assert of_year("〔2025〕12号", 2025, 2026) == "〔2026〕12号"


def test_a_year_that_is_not_over_is_not_published_however_late_its_notice_begins(cycle, office):
    draft(cycle, office)
    with pytest.raises(DomainError, match="评选期到 2025年10月31日才结束"):
        actions.publish_draft(cycle=cycle, on=date(2025, 10, 31), by=office)
    assert actions.publish_draft(cycle=cycle, on=date(2025, 11, 1), by=office)
