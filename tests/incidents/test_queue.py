"""The office's queue over HTTP: what a page says, what its buttons do, and what overtaking does."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from audit.models import Event
from evaluation.year.rules import Outcome
from incidents import actions
from incidents.kinds import Kind
from incidents.models import Incident, Lease
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    UserFactory,
    assessed_cycle,
    found,
    noticed_cycle,
    report,
    told_otherwise,
)
from tests.pages import text
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague():
    return UserFactory(role=Role.OFFICE, display_name="办公室乙岗")


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICER)


def page_of(incident) -> str:
    return reverse("queue-incident", args=[incident.pk])


def sent(incident, verb, **typed) -> dict:
    """What the page's form sends that was opened when the incident was as it is in `incident`."""
    return {"verb": verb, "seen": incident.version, **typed}


def waiting(count: int) -> list[Incident]:
    return [report(CommunityFactory()) for _ in range(count)]


# ---- The overview ----


def test_an_empty_queue_says_how_it_fills(client, office):
    page = text(client.get("/office/queue/"))
    assert "没有等您认定的案（事）件" in page
    assert "开始认定" not in page


def test_the_overview_says_how_many_wait_since_when_and_who_has_what(client, office, colleague):
    first, second = waiting(2)
    Incident.objects.filter(pk=first.pk).update(reported_at=timezone.now() - timedelta(days=3))
    actions.lease(incident=second, by=colleague)
    page = text(client.get("/office/queue/"))
    assert "<strong>2 件</strong>等您认定" in page
    assert "已等 3 天" in page
    assert "办公室乙岗打开着" in page
    assert "办公室乙岗正在办理" in page
    assert "计入第 4 项" in page


def test_what_a_clerk_reported_waits_for_somebody_else(client, office):
    own = report(CommunityFactory(), by=office)
    page = text(client.get("/office/queue/"))
    assert "另有 1 件由您填报" in page
    assert own.number not in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADING, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_but_the_office_finds_the_queue(client, role):
    incident = report(CommunityFactory())
    client.force_login(UserFactory(role=role))
    for name in ("queue-incident", "withdrawal", "determine-again"):
        path = reverse(name, args=[incident.pk])
        assert client.get(path).status_code == 404, name
        assert client.post(path, sent(incident, "confirm")).status_code == 404, name
    assert client.get("/office/queue/").status_code == 404
    assert client.post("/office/queue/next/").status_code == 404
    incident.refresh_from_db()
    assert incident.state == "submitted"


# ---- One screen an incident ----


def test_starting_shows_the_one_that_waits_longest(client, office):
    first, _ = waiting(2)
    assert client.post("/office/queue/next/")["Location"] == page_of(first)
    assert Lease.objects.get().by == office


def test_the_page_shows_the_proposal_beside_the_facts_that_matter(client, office):
    incident = report(CommunityFactory(), Kind.FIRE, deaths=12)
    page = text(client.get(page_of(incident)))
    for words in ("死亡", "12 人", "计入第 8 项", "实施方案三（一）8", "达到重大以上事故等级"):
        assert words in page
    assert "<dt>漏管失控</dt>" not in page


def test_the_page_says_what_either_finding_would_mean_for_the_year(client, office):
    village = CommunityFactory(name="甸阳村")
    incident = report(CompoundFactory(name="善洲花园", parent=village))
    found(village, kind=Kind.GROUP_BRAWL)
    assessed_cycle(2025)
    page = text(client.get(page_of(incident)))
    assert "善洲花园本年度不达标。" in page
    assert "善洲花园不受影响" in page
    assert "甸阳村本年度已有另外 1 件计入，仍然不达标。" in page


@pytest.mark.parametrize(
    "left_out",
    [
        {"closed_on": date(2025, 6, 1)},
        {"opened_on": date(2025, 11, 1)},
        {"opened_on": date(2025, 9, 1)},
        {"takes_part": False, "not_taking_part_reason": "拆迁"},
    ],
)
def test_a_place_that_the_year_leaves_out_is_told_as_the_year_tells_it(client, office, left_out):
    """Closed by its end, opened after it or too late in it, or marked so."""
    place = CommunityFactory(name="甸阳村")
    incident = report(place)
    for name, value in left_out.items():
        setattr(place, name, value)
    place.save()
    cycle = assessed_cycle(2025, least_months=6)
    assert cycle.verdicts.get().outcome == Outcome.EXCLUDED
    page = text(client.get(page_of(incident)))
    assert "甸阳村不参评，结果不变。" in page
    assert "不达标" not in page


def test_what_else_is_undetermined_is_said(client, office):
    place = CommunityFactory(name="甸阳村")
    incident, other = report(place), report(place)
    assessed_cycle(2025)
    page = text(client.get(page_of(incident)))
    assert "甸阳村还有 1 件等认定" in page
    assert other.number in page


def test_once_the_list_is_out_the_page_says_that_a_finding_changes_no_verdict(client, office):
    incident = report(CommunityFactory(name="甸阳村"))
    listed = CommunityFactory(name="文武村")
    noticed_cycle(2025)
    page = text(client.get(page_of(incident)))
    assert "甸阳村不在名单上（评估时有 1 件没有认定，没有列入公示），结果不变。" in page
    late = report(listed)
    assert "文武村在公示名单上，计入后要由办公室暂缓命名" in text(client.get(page_of(late)))


def test_a_year_that_is_not_set_up_yet_is_named_all_the_same(client, office):
    incident = report(CommunityFactory(), on=date(2025, 11, 2))
    assert "2026 年度还没有建立" in text(client.get(page_of(incident)))


def test_an_incident_of_the_time_before_the_programme_has_no_year(client, office):
    incident = report(CommunityFactory(), on=date(2019, 12, 1))
    page = text(client.get(page_of(incident)))
    assert "还没有施行评选标准" in page
    assert "计入的话" not in page


# ---- Deciding ----


def test_confirming_the_proposal_loads_the_next_and_tells_what_was_decided(client, office):
    first, second = waiting(2)
    response = client.post(page_of(first), sent(first, "confirm"), follow=True)
    assert response.redirect_chain == [(page_of(second), 302)]
    page = text(response)
    assert "已认定：计入第 4 项" in page
    assert f'<a href="{page_of(first)}">再看 {first.number}</a>' in page
    determination = first.determinations.get()
    assert (determination.criterion, determination.counts, determination.by) == (4, True, office)


def test_after_the_last_one_the_queue_is_empty(client, office):
    (only,) = waiting(1)
    response = client.post(page_of(only), sent(only, "confirm"), follow=True)
    assert response.redirect_chain == [("/office/queue/", 302)]
    assert "现在没有您可以认定的案（事）件了" in text(response)


@pytest.mark.parametrize(("finding", "criterion", "counts"), [("not", None, False), ("3", 3, True)])
def test_another_finding_with_its_reason(client, office, finding, criterion, counts):
    (incident,) = waiting(1)
    typed = {"finding": finding, "reason": "案发地在邻县"}
    client.post(page_of(incident), sent(incident, "other", **typed))
    determination = incident.determinations.get()
    assert (determination.criterion, determination.counts) == (criterion, counts)
    assert determination.reason == "案发地在邻县"
    assert determination.proposed_criterion == 4


def test_another_finding_without_a_reason_is_refused_and_keeps_the_choice(client, office):
    (incident,) = waiting(1)
    page = text(client.post(page_of(incident), sent(incident, "other", finding="3", reason=" ")))
    assert '<option value="3" selected>' in page
    assert '<details data-key="2" open>' in page
    assert not incident.determinations.exists()


def test_personal_data_in_a_reason_is_refused_and_nothing_typed_is_lost(client, office):
    (incident,) = waiting(1)
    typed = {"finding": "not", "reason": "请联系 13800138000 核实"}
    page = text(client.post(page_of(incident), sent(incident, "other", **typed)))
    assert "手机号" in page
    assert "请联系 13800138000 核实</textarea>" in page
    assert not incident.determinations.exists()


def test_returning_to_the_station_with_a_reason(client, office):
    first, second = waiting(2)
    response = client.post(page_of(first), sent(first, "send_back", reason="没有写明立案性质"))
    assert response["Location"] == page_of(second)
    first.refresh_from_db()
    assert (first.state, first.returned_reason) == ("returned", "没有写明立案性质")
    assert "已退回派出所：没有写明立案性质" in text(client.get(page_of(first)))


def test_passing_over_goes_on_in_turn_and_begins_again_behind_the_last(client, office):
    first, second, third = waiting(3)
    at = first
    for following in (second, third, first):
        response = client.post("/office/queue/next/", {"after": at.pk})
        assert response["Location"] == page_of(following)
        at = following
    assert Lease.objects.get().incident == first


def test_what_was_passed_over_comes_last_for_as_long_as_the_work_goes_on(client, office):
    first, second, third = waiting(3)
    client.post("/office/queue/next/", {"after": first.pk})
    for incident, following in ((second, third), (third, first)):
        response = client.post(page_of(incident), sent(incident, "confirm"))
        assert response["Location"] == page_of(following)


def test_passing_over_the_only_one_says_so(client, office):
    (only,) = waiting(1)
    response = client.post("/office/queue/next/", {"after": only.pk}, follow=True)
    assert "只剩这一件可以认定了" in text(response)


def test_the_back_button_finds_what_was_decided_and_no_buttons(client, office):
    (incident,) = waiting(1)
    client.post(page_of(incident), sent(incident, "confirm"))
    response = client.get(page_of(incident))
    page = text(response)
    assert "no-store" in response["Cache-Control"]
    assert "确认：" not in page
    assert "计入第 4 项" in page
    assert reverse("determine-again", args=[incident.pk]) in page


# ---- Two people, one incident ----


@pytest.mark.django_db(transaction=True)
def test_two_people_who_ask_at_once_get_different_ones():
    waiting(2)
    clerks = [UserFactory(role=Role.OFFICE) for _ in range(2)]
    begin, given = Barrier(2), {}

    def ask(clerk):
        begin.wait()
        given[clerk.pk] = actions.lease_next(by=clerk)
        connection.close()

    threads = [Thread(target=ask, args=[clerk]) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({incident.pk for incident in given.values()}) == 2


@pytest.mark.django_db(transaction=True)
def test_two_people_who_decide_at_once_leave_one_finding():
    (incident,) = waiting(1)
    clerks = [UserFactory(role=Role.OFFICE) for _ in range(2)]
    begin, refused = Barrier(2), []

    def decide(clerk):
        begin.wait()
        try:
            actions.accept_proposal(incident=incident, seen=incident.version, by=clerk)
        except DomainError as error:
            refused.append(str(error))
        connection.close()

    threads = [Thread(target=decide, args=[clerk]) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert incident.determinations.count() == 1
    assert len(refused) == 1


def test_what_somebody_else_has_open_says_who_and_has_no_buttons(client, office, colleague):
    (incident,) = waiting(1)
    actions.lease(incident=incident, by=colleague)
    page = text(client.get(page_of(incident)))
    assert "办公室乙岗正在办理这一件" in page
    assert "确认：" not in page


def test_a_lease_that_ran_out_lets_the_next_person_in(client, office, colleague):
    (incident,) = waiting(1)
    actions.lease(incident=incident, by=colleague)
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert "确认：" in text(client.get(page_of(incident)))
    assert Lease.objects.get().by == office


def test_who_comes_too_late_is_told_and_keeps_the_typed_reason(client, office, colleague):
    (incident,) = waiting(1)
    client.get(page_of(incident))
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    actions.lease(incident=incident, by=colleague)
    typed = {"finding": "not", "reason": "案发地在邻县，已经核对"}
    page = text(client.post(page_of(incident), sent(incident, "other", **typed)))
    assert "办公室乙岗正在办理这一件" in page
    assert "案发地在邻县，已经核对" in page
    actions.accept_proposal(incident=incident, by=colleague)
    page = text(client.post(page_of(incident), sent(incident, "other", **typed)))
    assert "这一件在您打开之后有了变化，现在是“已认定”" in page
    assert "案发地在邻县，已经核对" in page
    assert incident.determinations.get().by == colleague


def test_facts_that_were_put_right_meanwhile_must_be_looked_at_again(client, office, officer):
    (incident,) = waiting(1)
    actions.return_to_station(incident=incident, reason="核对性质", by=office)
    said = told_otherwise(incident, nature="administrative")
    actions.answer(incident=incident, report=said, reply="已改为治安", by=officer)
    page = text(client.post(page_of(incident), sent(incident, "confirm")))
    assert "这一件在您打开之后有了变化" in page
    assert not incident.determinations.exists()
    incident.refresh_from_db()
    client.post(page_of(incident), sent(incident, "confirm"))
    assert not incident.determinations.get().counts


def test_a_form_sent_twice_is_one_finding_and_no_complaint(client, office):
    first, second = waiting(2)
    for _ in range(2):
        response = client.post(page_of(first), sent(first, "confirm"))
        assert response["Location"] == page_of(second)
    assert first.determinations.count() == 1


def test_nobody_determines_what_they_reported(client, office):
    own = report(CommunityFactory(), by=office)
    assert "不能认定自己填报的案（事）件" in text(client.get(page_of(own)))
    page = text(client.post(page_of(own), sent(own, "confirm")))
    assert "不能认定自己填报的案（事）件" in page
    assert not own.determinations.exists()


# ---- Determining again ----


def test_a_new_finding_stands_and_the_earlier_one_stays(client, office):
    incident = found(CommunityFactory())
    path = reverse("determine-again", args=[incident.pk])
    assert "已立为刑事案件" in text(client.get(path))
    typed = {"finding": "not", "reason": "复查：案发地在邻县"}
    page = text(client.post(path, sent(incident, "other", **typed), follow=True))
    assert "历次认定，以最后一次为准" in page
    assert page.index("已立为刑事案件") < page.index("复查：案发地在邻县")
    assert [d.counts for d in incident.determinations.all()] == [True, False]
    kept = Event.objects.filter(verb="incident_determined").latest("sequence").data
    assert (kept["before"]["criterion"], kept["after"]["criterion"]) == (4, None)
    assert kept["after"]["reason"] == "复查：案发地在邻县"


def test_a_second_look_that_was_overtaken_is_refused(client, office, colleague):
    incident = found(CommunityFactory())
    seen = incident.version
    actions.determine(incident=incident, criterion=None, counts=False, reason="复查", by=colleague)
    typed = {"verb": "other", "seen": seen, "finding": "3", "reason": "另有依据"}
    page = text(client.post(reverse("determine-again", args=[incident.pk]), typed))
    assert "有了变化" in page
    assert "另有依据</textarea>" in page
    assert incident.determinations.count() == 2


# ---- Requests to withdraw ----


@pytest.fixture
def asked(officer):
    incident = report(CommunityFactory(name="甸阳村"))
    return actions.request_withdrawal(incident=incident, reason="与另一件重复", by=officer)


def test_the_overview_lists_requests_to_withdraw(client, office, asked):
    page = text(client.get("/office/queue/"))
    assert "与另一件重复" in page
    assert reverse("withdrawal", args=[asked.pk]) in page
    assert "去答复" in text(client.get(page_of(asked)))


def test_a_withdrawal_is_granted_once(client, office, asked):
    path = reverse("withdrawal", args=[asked.pk])
    for _ in range(2):
        assert client.post(path, sent(asked, "grant"))["Location"] == "/office/queue/"
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert "没有等您答复的撤回申请" in text(client.get(path))


def test_a_withdrawal_is_refused_with_a_reason(client, office, asked):
    path = reverse("withdrawal", args=[asked.pk])
    assert "请填写“不同意的原因”" in text(client.post(path, sent(asked, "refuse", reason="")))
    client.post(path, sent(asked, "refuse", reason="两件不是同一件"))
    asked.refresh_from_db()
    assert asked.state == "submitted"


# ---- What it costs ----


def test_longer_lists_take_no_more_queries(
    client, office, colleague, officer, django_assert_max_num_queries
):
    def queries(path) -> int:
        with django_assert_max_num_queries(40) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    def more(count):
        for _ in range(count):
            found(place)
            report(place)
            actions.lease(incident=report(CommunityFactory()), by=colleague)
            asked = report(CommunityFactory())
            actions.request_withdrawal(incident=asked, reason="重复", by=officer)

    place = CommunityFactory()
    assessed_cycle(2025)
    more(1)
    incident = Incident.objects.filter(community=place, state="submitted").first()
    paths = ["/office/queue/", page_of(incident)]
    client.get(page_of(incident))  # the first look writes the lease, later ones prolong it
    few = [queries(path) for path in paths]
    more(4)
    assert [queries(path) for path in paths] == few


def test_what_somebody_else_has_open_is_not_returned(office, colleague):
    (incident,) = waiting(1)
    actions.lease(incident=incident, by=colleague)
    with pytest.raises(DomainError, match="正在办理这一件"):
        actions.return_to_station(incident=incident, reason="请核实", by=office)
    incident.refresh_from_db()
    assert incident.state == "submitted"
