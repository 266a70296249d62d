"""报批材料: what is on the one page, who decides on it, and what a second click does."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from evaluation import actions
from evaluation.models import (
    Cycle,
    Honour,
    NoticeEntry,
    Objection,
)
from evaluation.notice.approval_sheet import approval_sheet
from tests.factories import (
    PASSWORD,
    CommunityFactory,
    CompoundFactory,
    TownshipFactory,
    UserFactory,
    assessed_cycle,
    found,
    issued,
    noticed_cycle,
    published_cycle,
)
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db

APPROVAL = "/office/cycles/2025/approval/"
GRANT = APPROVAL + "grant/"
SEND_BACK = APPROVAL + "sending-back/"
RESUBMIT = "/office/cycles/2025/resubmission/"
WITHHOLD = RESUBMIT + "withholding/"


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    """甸阳村 alone."""
    CommunityFactory(name="甸阳村")
    noticed_cycle(2025)


@pytest.fixture
def noticed(on_notice) -> Cycle:
    return Cycle.objects.get(year=2025)


def signed_in(client, role):
    user = UserFactory(role=role, password=PASSWORD)
    client.force_login(user)
    return user


@pytest.fixture
def leader(client):
    return signed_in(client, Role.LEADING)


def confirm(client, seen: str, password=PASSWORD):
    """The second step."""
    data = {"seen": seen, "confirmed": "1", "password": password}
    return client.post(GRANT, data, follow=True)


def state() -> str:
    return Cycle.objects.get(year=2025).state


def sent_back(cycle: Cycle) -> Cycle:
    actions.send_back(cycle=cycle, reason="请再核实。", by=UserFactory(role=Role.LEADING))
    return cycle


# ---- What is on the page ----


def test_numbers_by_township_and_kind_without_what_was_taken_off():
    village = CommunityFactory()
    CompoundFactory(parent=village)
    off = CommunityFactory(township=TownshipFactory(code="530521102", name="由旺镇"))
    CommunityFactory(township=off.township, kind="neighbourhood")
    cycle = sent_back(noticed_cycle(2025))
    system = User.objects.system()
    actions.withhold(verdict=cycle.verdicts.get(community=off), reason="核实", by=system)
    rows = [(r.township, r.counts, r.total) for r in approval_sheet(cycle).rows]
    assert rows == [
        ("甸阳镇", [1, 1, 0], 2),
        ("由旺镇", [0, 0, 1], 1),
        ("合计", [1, 1, 1], 3),
    ]


def test_it_says_who_is_new_and_who_is_lost_and_why():
    kept, lost, new = (CommunityFactory(name=name) for name in ("甸阳村", "文武村", "由旺村"))
    found(new, on=date(2024, 3, 1))
    published_cycle(2024)
    found(lost, on=date(2025, 3, 1))
    sheet = approval_sheet(noticed_cycle(2025))
    assert [entry.name for entry in sheet.gained] == ["由旺村"]
    assert [(x.honour.name, x.why) for x in sheet.lost] == [("文武村", "不达标：第 4 项 入室盗窃")]


def test_it_shows_withheld_objections_exemplars_handlers_and_the_hash(client, leader):
    for name in ("甸阳村", "由旺村", "文武村"):
        CommunityFactory(name=name)
    office = UserFactory(role=Role.OFFICE, display_name="办公室内勤")
    cycle = assessed_cycle(2025)
    verdicts = {v.name: v for v in cycle.verdicts.all()}
    actions.withhold(verdict=verdicts["文武村"], reason="监控未验收", by=office)
    actions.mark_exemplar(verdict=verdicts["甸阳村"], exemplar=True, by=office)
    issued(
        cycle=cycle,
        number="",
        title="公示",
        channels="信箱",
        starts_on=date(2025, 11, 3),
        by=office,
    )
    cycle = Cycle.objects.get()
    Objection.objects.create(
        notice=cycle.notice,
        entry=cycle.notice.entries.get(name="由旺村"),
        reference="YY1",
        channel="letter",
        text="听说有盗窃",
        received_on=date(2025, 11, 4),
        due_on=date(2025, 11, 19),
    )
    shown = text(client.get(APPROVAL))
    for words in (
        "监控未验收",
        "办公室内勤发布公示",
        "听说有盗窃",
        "针对由旺村",
        "还有 1 件异议没有答复",
        "还没有填写命名单位和命名依据",
        cycle.notice.sha256,
    ):
        assert words in shown
    assert "批准命名…</button>" not in shown


def test_a_year_without_a_notice_has_nothing_to_approve(client, leader):
    CommunityFactory()
    assessed_cycle(2025)
    assert "现在的状态是“已评估”，不能批准" in text(client.get(APPROVAL))


def test_the_office_reads_the_page_and_decides_nothing(client, noticed):
    signed_in(client, Role.OFFICE)
    shown = text(client.get(APPROVAL))
    assert "公示名单</h2>" in shown
    assert "<form" not in shown.split("公示名单</h2>")[1]


# ---- Approving ----


def test_approving_twice_is_approving_once(client, noticed, leader):
    seen = noticed.notice.sha256
    for _ in range(2):
        assert "已批准命名" in text(confirm(client, seen))
    assert Honour.objects.count() == 1


def test_the_second_step_repeats_what_is_approved_and_asks_for_the_password(client, leader):
    village = CommunityFactory(name="甸阳村")
    CompoundFactory(parent=village)
    off = CommunityFactory()
    cycle = noticed_cycle(2025)
    actions.send_back(cycle=cycle, reason="请再核实。", by=UserFactory(role=Role.LEADING))
    verdicts, system = cycle.verdicts, User.objects.system()
    actions.withhold(verdict=verdicts.get(community=off), reason="核实", by=system)
    actions.resubmit(cycle=cycle, reason="已核实。", by=system)
    seen = client.get(APPROVAL).context["sheet"].sha256
    second = text(client.post(GRANT, {"seen": seen}))
    for words in (
        "2025 年度",
        "施无案公示〔2025〕1号，2 个",
        "2 个：小区 1，行政村 1",
        "先进典型</dt><dd>0 个",
        "公示之后 1 个，公示之前 0 个",
        "未测评满意度：名单上的 2 个没有测评满意度（公示之前确认的是另外的数）",
        seen,
        'type="password" name="password"',
    ):
        assert words in second
    assert state() == "noticed"
    confirm(client, seen)
    assert state() == "approved"


def test_a_wrong_password_approves_nothing_and_is_counted_as_at_the_sign_in(
    client, noticed, leader
):
    seen = noticed.notice.sha256
    for typed in ("", "wrong", "wrong"):
        page = text(confirm(client, seen, typed))
        assert f'value="{seen}"' in page
        assert ("密码不对，还没有办理" in page) == bool(typed)
    for _ in range(3):
        response = confirm(client, seen, "wrong")
    assert response.status_code == 429
    assert confirm(client, seen).status_code == 429
    assert state() == "noticed"
    assert Event.objects.filter(verb="account_locked_out", actor=leader.username).count() == 1


def test_a_page_grown_old_is_told_and_nothing_is_approved(client, leader):
    CommunityFactory()
    off = CommunityFactory()
    cycle = noticed_cycle(2025)
    system = User.objects.system()
    actions.send_back(cycle=cycle, reason="请再核实。", by=UserFactory(role=Role.LEADING))
    actions.withhold(verdict=cycle.verdicts.get(community=off), reason="核实", by=system)
    actions.resubmit(cycle=cycle, reason="已核实。", by=system)
    first = client.post(GRANT, {"seen": cycle.notice.sha256}, follow=True)
    for step in (first, confirm(client, cycle.notice.sha256)):
        assert "打开页面之后名单有变动" in text(step)
    assert state() == "noticed"


def test_approval_without_saying_of_what_is_refused(client, noticed, leader):
    assert "名单有变动" in text(client.post(GRANT, follow=True))
    assert "名单有变动" in text(confirm(client, ""))
    assert state() == "noticed"


def test_why_it_cannot_be_approved_is_told_once(client, noticed, leader):
    notice = noticed.notice
    notice.objections.create(
        reference="YY1",
        channel="letter",
        text="有盗窃",
        received_on=notice.starts_on,
        due_on=notice.ends_on,
    )
    why = "还有 1 件异议没有答复，由办公室答复之后才能批准。"
    refused = text(client.post(GRANT, {"seen": notice.sha256}, follow=True))
    assert text(confirm(client, notice.sha256)).count(why) == refused.count(why)
    assert refused.count(why) == text(client.get(APPROVAL)).count(why) > 0


def test_the_other_member_of_the_group_is_told_that_it_was_approved(client, noticed, leader):
    actions.approve(cycle=noticed, by=UserFactory(role=Role.LEADING))
    response = client.post(GRANT, {"seen": noticed.notice.sha256}, follow=True)
    assert "现在的状态是“已批准”" in text(response)


# ---- Sending back ----


def test_a_refused_reason_stays_in_the_form(client, noticed, leader):
    shown = text(client.post(SEND_BACK, {"reason": "请问 13812345678"}))
    assert "像手机号码" in shown
    assert "请问 13812345678</textarea>" in shown
    assert state() == "noticed"


def test_sending_back_twice_is_sending_back_once(client, noticed, leader):
    for _ in range(2):
        response = client.post(SEND_BACK, {"reason": "请再核实。"}, follow=True)
        assert "已退回" in text(response)
    assert noticed.steps.filter(verb="send_back").count() == 1
    assert state() == "sent_back"


# ---- The second look ----


def test_withheld_put_back_and_submitted_again(client, noticed):
    cycle = sent_back(noticed)
    signed_in(client, Role.OFFICE)
    assert "请再核实。" in text(client.get(RESUBMIT))
    entry = NoticeEntry.objects.get()
    client.post(WITHHOLD, {"take-off-entry": entry.pk, "take-off-reason": "正在核实"})
    assert "正在核实" in text(client.get(RESUBMIT))
    assert "恢复立即在公示页公开列一条" in text(client.get(RESUBMIT))
    client.post(reverse("cycle-put_back", args=[2025, entry.position]))
    assert not cycle.notice.entries.taken_off().exists()
    for _ in range(2):
        response = client.post(RESUBMIT, {"reason": "已核实，无误。"}, follow=True)
        assert "已再次报请" in text(response)
    assert cycle.steps.filter(verb="resubmit").count() == 1
    assert state() == "noticed"


def test_what_was_typed_stays_where_withholding_is_refused(client, noticed):
    sent_back(noticed)
    signed_in(client, Role.OFFICE)
    entry = NoticeEntry.objects.get()
    data = {"take-off-entry": entry.pk, "take-off-reason": "电话 13812345678"}
    shown = text(client.post(WITHHOLD, data))
    assert "像手机号码" in shown
    assert f'<option value="{entry.pk}" selected>' in shown


def test_only_entries_of_this_list_can_be_withheld(client, noticed):
    sent_back(noticed)
    other = NoticeEntry.objects.exclude(notice=noticed_cycle(2024).notice).get()
    of_2024 = NoticeEntry.objects.exclude(pk=other.pk).get()
    signed_in(client, Role.OFFICE)
    client.post(WITHHOLD, {"take-off-entry": of_2024.pk, "take-off-reason": "正在核实"})
    assert not NoticeEntry.objects.taken_off().exists()
    assert client.post(reverse("cycle-put_back", args=[2025, 99])).status_code == 404


def test_a_year_that_was_not_sent_back_has_no_second_look(client, noticed):
    signed_in(client, Role.OFFICE)
    assert "现在的状态是“公示中”，不能再次报请批准" in text(client.get(RESUBMIT))


@pytest.mark.parametrize("path", [APPROVAL, RESUBMIT])
def test_a_longer_list_takes_no_more_queries(client, path):
    def grow(count):
        for _ in range(count):
            CompoundFactory()
            found(CommunityFactory(), on=date(2025, 3, 1))

    grow(2)
    published_cycle(2024)
    cycle = sent_back(noticed_cycle(2025))
    system = User.objects.system()
    signed_in(client, Role.OFFICE)
    for verdict in cycle.verdicts.nameable()[:1]:
        actions.withhold(verdict=verdict, reason="核实", by=system)
    few = queries(client, path)
    grow(3)
    published_cycle(2026)
    noticed_cycle(2027)
    cycle = Cycle.objects.get(year=2027)
    actions.send_back(cycle=cycle, reason="请再核实。", by=UserFactory(role=Role.LEADING))
    for verdict in cycle.verdicts.nameable()[:3]:
        actions.withhold(verdict=verdict, reason="核实", by=system)
    assert queries(client, path.replace("2025", "2027")) == few


# ---- Who is put forward, and who may not decide ----


def test_the_page_says_how_many_will_be_put_forward(client, leader):
    CommunityFactory(name="甸阳村")
    late = CommunityFactory(name="由旺村")
    found(late, on=date(2024, 3, 1))
    published_cycle(2024)
    noticed_cycle(2025)
    content = text(client.get(APPROVAL))
    assert "连续两年 1 个，批准后列入上报名单；新增 1 个" in content
    assert [entry.name for entry in approval_sheet(Cycle.objects.get(year=2025)).rising] == [
        "甸阳村"
    ]


def test_who_handled_the_list_is_told_so_and_offered_no_decision(client, leader):
    CommunityFactory()
    noticed_cycle(2025, by=leader)
    content = text(client.get(APPROVAL))
    assert "评估或公示的经办人不能批准，请由领导小组其他成员批准" in content
    assert "批准命名…</button>" not in content
    assert "退回办公室</button>" not in content
