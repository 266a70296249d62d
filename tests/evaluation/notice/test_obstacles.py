"""What stands in the way of each step of the year: the action refuses with the sentence that the
page of the step shows."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import override_settings

from accounts.models import User
from accounts.permissions import Role
from communities import actions as registry
from communities.models import Community
from evaluation import actions
from evaluation.models import Cycle, Notice, NoticeDraft, Objection, Survey
from incidents import actions as incidents
from tests.factories import (
    CommunityFactory,
    UserFactory,
    approved_cycle,
    assessed_cycle,
    found,
    issued_beside,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.pages import text
from tests.unguarded import unguarded
from wufaan.errors import AlreadyDone
from wufaan.obstacles import Stopped

pytestmark = pytest.mark.django_db

NOVEMBER = date(2025, 11, 3)
DAYS = {"starts_on": NOVEMBER, "working_days": 5}
PAGES = {
    "configure": "settings/",
    "draft_notice": "notice/draft/",
    "publish_notice": "notice/",
    "approve": "approval/",
    "send_back": "approval/",
    "resubmit": "resubmission/",
    "publish": "publication/",
}


@pytest.fixture(autouse=True)
def it_is_november(it_is):
    it_is(NOVEMBER)


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    """甸阳村 alone."""
    CommunityFactory(name="甸阳村")
    with override_settings(DEMO_DAY=NOVEMBER):
        noticed_cycle(2025)


@pytest.fixture
def noticed(on_notice) -> Cycle:
    return Cycle.objects.get(year=2025)


def drafted(cycle: Cycle, office: User, **words) -> Cycle:
    told = {"number": "1号", "title": "公示", "channels": "信箱", **DAYS} | words
    actions.save_draft(cycle=cycle, on=NOVEMBER, by=office, **told)
    return cycle


def take(verb: str, cycle: Cycle, by: User) -> None:
    cycle = Cycle.objects.get(pk=cycle.pk)
    words = {"number": "", "title": "公示", "channels": "信箱"}
    taking: dict[str, Callable] = {
        "configure": lambda: actions.configure(cycle=cycle, issuer="某局", by=by),
        "draft_notice": lambda: actions.save_draft(cycle=cycle, by=by, **words, **DAYS),
        "publish_notice": lambda: actions.publish_draft(cycle=cycle, by=by),
        "approve": lambda: actions.approve(cycle=cycle, by=by),
        "send_back": lambda: actions.send_back(cycle=cycle, reason="再看。", by=by),
        "resubmit": lambda: actions.resubmit(cycle=cycle, reason="已核实。", by=by),
        "publish": lambda: actions.publish(cycle=cycle, by=by),
    }
    taking[verb]()


def refused_as_shown(client, verb: str, cycle: Cycle, by: User, told: str) -> None:
    with pytest.raises(Stopped) as refused:
        take(verb, cycle, by)
    assert str(refused.value).startswith(told)
    client.force_login(by)
    page = text(client.get(f"/office/cycles/{cycle.year}/{PAGES[verb]}"))
    assert str(refused.value) in page


# ---- The time for it ----


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("configure", "现在的状态是“公示中”，不能修改评选年度设置。"),
        ("draft_notice", "现在的状态是“公示中”，不能起草公示。"),
        ("resubmit", "现在的状态是“公示中”，不能再次报请批准。"),
        ("publish", "现在的状态是“公示中”，不能公布年度名单。"),
    ],
)
def test_a_step_out_of_turn_while_the_notice_runs(client, noticed, office, verb, told):
    refused_as_shown(client, verb, noticed, office, told)


@pytest.mark.parametrize(
    ("verb", "year", "told"),
    [
        ("resubmit", assessed_cycle, "现在的状态是“已评估”，不能再次报请批准。"),
        ("publish", published_cycle, "现在的状态是“已公布”，不能公布年度名单。"),
    ],
)
def test_a_step_out_of_turn(client, office, verb, year, told):
    CommunityFactory()
    refused_as_shown(client, verb, year(2025), office, told)


@pytest.mark.parametrize(
    ("year", "told"),
    [
        (assessed_cycle, "现在的状态是“已评估”，不能批准。"),
        (approved_cycle, "现在的状态是“已批准”，不能批准。"),
    ],
)
def test_an_approval_out_of_turn(client, year, told):
    """Of somebody who has not approved it already: that would be a button clicked twice."""
    CommunityFactory()
    refused_as_shown(client, "approve", year(2025), UserFactory(role=Role.LEADING), told)


def test_a_step_taken_twice_by_the_same_person_is_done(client, office):
    CommunityFactory()
    cycle = approved_cycle(2025)
    actions.publish(cycle=cycle, by=office)
    with pytest.raises(AlreadyDone):
        actions.publish(cycle=cycle, by=office)
    client.force_login(office)
    page = text(client.post("/office/cycles/2025/publication/", follow=True))
    assert "年度名单已公布。" in page
    assert cycle.steps.filter(verb="publish").count() == 1


def test_an_open_year_is_not_put_on_notice(client, office):
    cycle = drafted(actions.open_cycle(year=2025, by=office), office)
    refused_as_shown(
        client, "publish_notice", cycle, office, "现在的状态是“创建中”，不能发布公示。"
    )


# ---- Putting it on notice ----


def of_a_trial(cycle: Cycle, office: User) -> None:
    actions.assess(cycle=cycle, on=date(2025, 5, 20), by=office)


def surveyed_since(cycle: Cycle, office: User) -> None:
    Survey.objects.create(
        cycle=cycle, community=Community.objects.get(), respondents=50, satisfied=49
    )


def found_since(cycle: Cycle, office: User) -> None:
    found(Community.objects.get(), on=date(2025, 10, 31))


def closed_to_all(cycle: Cycle, office: User) -> None:
    actions.withhold(verdict=cycle.verdicts.get(), reason="核实", by=office)


def of_a_later_period(cycle: Cycle, office: User) -> None:
    """Which the draft does not know."""
    Cycle.objects.update(ends_on=NOVEMBER)
    actions.assess(cycle=cycle, on=date(2025, 11, 4), by=office)


def numbered_twice(cycle: Cycle, office: User) -> None:
    NoticeDraft.objects.update(number=noticed_cycle(2024).notice.number)


@pytest.mark.parametrize(
    ("spoil", "day", "told"),
    [
        (None, date(2025, 10, 31), "评选期到 2025年10月31日才结束，之后才能公示。"),
        (of_a_trial, NOVEMBER, "现在的结果是 2025年5月20日试评的"),
        (
            surveyed_since,
            NOVEMBER,
            "评估之后情况有变，结果和现在的不一样：“甸阳村”（满意度有变）。",
        ),
        (
            found_since,
            NOVEMBER,
            "评估之后情况有变，结果和现在的不一样：“甸阳村”（达标，现在不达标）",
        ),
        (closed_to_all, NOVEMBER, "没有可以公示的小区（村社）：没有一个达标且未暂缓。"),
        (None, date(2025, 11, 5), "公示自 2025-11-03，已经过去，那几天公众看不到。"),
        (of_a_later_period, date(2025, 11, 4), "评选期到 2025年11月3日才结束，之后才能公示。"),
        (numbered_twice, NOVEMBER, "编号“施无案公示〔2024〕1号”是 2024 年度公示的，请另编。"),
    ],
)
def test_a_notice_that_cannot_be_published(client, office, it_is, spoil, day, told):
    CommunityFactory(name="甸阳村")
    cycle = drafted(assessed_cycle(2025), office)
    if spoil:
        spoil(cycle, office)
    it_is(day)
    refused_as_shown(client, "publish_notice", cycle, office, told)


# ---- Approving it, sending it back, submitting it again ----


def unanswered(cycle: Cycle) -> None:
    days = {"received_on": NOVEMBER, "due_on": date(2025, 11, 17)}
    Objection.objects.create(
        notice=cycle.notice, reference="YY1", channel="letter", text="有盗窃", **days
    )


def found_on(cycle: Cycle) -> None:
    found(Community.objects.first(), on=date(2025, 3, 1))


def waiting(cycle: Cycle) -> None:
    report(Community.objects.first(), on=date(2025, 3, 1))


def closed(cycle: Cycle) -> None:
    """Behind the back of what withholds it."""
    Community.objects.update(closed_on=date(2025, 11, 5))


def emptied(cycle: Cycle) -> None:
    actions.send_back(cycle=cycle, reason="核实。", by=UserFactory(role=Role.LEADING))
    system = User.objects.system()
    actions.withhold(verdict=cycle.verdicts.get(), reason="核实", by=system)
    actions.resubmit(cycle=cycle, reason="全部暂缓。", by=system)


def tampered(cycle: Cycle) -> None:
    with unguarded():
        Notice.objects.update(sha256="0" * 64)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (unanswered, "还有 1 件异议没有答复，由办公室答复之后才能批准。"),
        (found_on, "“甸阳村”（序号 1）公示名单固定之后，又有案（事）件认定计入。不能批准："),
        (waiting, "“甸阳村”（序号 1）有评选期内的案（事）件没有认定。认定之后才能批准；"),
        (closed, "“甸阳村”已经撤并，不能命名。"),
        (emptied, "名单上的全部暂缓命名，没有可以批准的。"),
        (tampered, "公示名单与公示时的校验值对不上：名单在系统之外被改动过，不能批准。"),
    ],
)
def test_a_list_that_cannot_be_approved(client, noticed, leader, it_is, spoil, told):
    it_is(date(2025, 11, 10))
    spoil(noticed)
    refused_as_shown(client, "approve", noticed, leader, told)


def test_a_notice_that_still_runs(client, noticed, leader, it_is):
    it_is(NOVEMBER)
    told = "公示至 2025年11月7日，期满之后才能批准。"
    refused_as_shown(client, "approve", noticed, leader, told)


@pytest.mark.parametrize(("verb", "what"), [("approve", "批准"), ("send_back", "退回")])
def test_who_handled_it_decides_nothing(client, leader, it_is, verb, what):
    it_is(date(2025, 11, 10))
    CommunityFactory()
    cycle = noticed_cycle(2025, by=leader)
    with pytest.raises(Stopped, match=f"评估或公示的经办人不能{what}"):
        take(verb, cycle, leader)
    client.force_login(leader)
    page = text(client.get("/office/cycles/2025/approval/"))
    assert "评估或公示的经办人不能批准，请由领导小组其他成员批准。" in page
    assert 'id="decision"' not in page


def test_what_was_found_late_is_withheld_before_it_is_submitted_again(
    client, noticed, office, leader
):
    actions.send_back(cycle=noticed, reason="核实。", by=leader)
    found(Community.objects.get(), on=date(2025, 3, 1))
    told = "“甸阳村”（序号 1）公示名单固定之后，又有案（事）件认定计入。请先暂缓命名，再报请批准。"
    refused_as_shown(client, "resubmit", noticed, office, told)
    overview = text(client.get("/office/dashboard/"))
    assert told in overview
    assert "领导小组退回：核实。" in overview


def test_a_list_that_does_not_fit_is_not_made_public(client, office):
    CommunityFactory()
    cycle = approved_cycle(2025)
    tampered(cycle)
    told = "公示名单与公示时的校验值对不上：名单在系统之外被改动过，不能公布年度名单。"
    refused_as_shown(client, "publish", cycle, office, told)


def test_before_it_is_made_public_what_is_not_settled_is_told(client, office):
    titled, waiting, left = (CommunityFactory(name=f"{name}村") for name in "甲乙丙")
    cycle = approved_cycle(2025)
    page = "/office/cycles/2025/publication/"
    assert "note-warn" not in client.get(page).content.decode()
    found(titled, on=date(2025, 3, 1))
    report(waiting, on=date(2025, 3, 1))
    registry.exclude(community=left, reason="拆迁", by=office)
    told = text(client.get(page))
    assert "“甲村”批准之后又有案（事）件认定计入，复核还没有办结，称号仍在名单上。" in told
    assert "“乙村”（序号 2）有评选期内的案（事）件没有认定，认定计入的要复核称号。" in told
    assert '?cause=late_determination"' in told
    assert "“丙村”（序号 3）公示之后改为不参评，请核实是否仍要命名。" in told
    assert "“甲村”批准之后" in text(client.get("/office/dashboard/?year=2025"))
    actions.publish(cycle=cycle, by=office)


def test_and_what_is_not_settled_of_a_supplement_that_was_approved(client, office, leader, it_is):
    it_is(date(2025, 11, 29))
    CommunityFactory(name="甲村")
    late = report(CommunityFactory(name="乙村"), on=date(2025, 3, 1))
    cycle = approved_cycle(2025)
    incidents.determine(
        incident=late, criterion=None, counts=False, reason="治安", by=User.objects.system()
    )
    days = {"starts_on": date(2025, 11, 20), "on": date(2025, 11, 20)}
    words = {"number": "2号", "title": "补充公示", "channels": "信箱"}
    notice = issued_beside(cycle=cycle, **words, **days, by=office)
    actions.approve_supplement(notice=notice, on=date(2025, 11, 29), by=leader)
    report(late.community, on=date(2025, 3, 2))
    told = text(client.get("/office/cycles/2025/publication/"))
    assert "“乙村”（序号 1）有评选期内的案（事）件没有认定，认定计入的要复核称号。" in told


# ---- Where it leads ----


def test_on_its_own_page_an_obstacle_has_no_link_to_it(client, noticed, leader, it_is):
    it_is(date(2025, 11, 10))
    found(Community.objects.get(), on=date(2025, 3, 1))
    client.force_login(leader)
    assert "看报批材料" in text(client.get("/office/dashboard/"))
    assert "看报批材料" not in text(client.get("/office/cycles/2025/approval/"))
