"""Putting a report right on which nobody has found yet, over HTTP."""

import re

import pytest
from django.test import Client

from accounts.permissions import Role
from audit.models import Event
from incidents import actions
from incidents.kinds import Kind
from incidents.models import Incident
from tests.factories import CommunityFactory, StationFactory, UserFactory, report, told_otherwise
from tests.pages import text
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = UserFactory(role=Role.OFFICER, display_name="甸阳派出所内勤")
    client.force_login(user)
    return user


@pytest.fixture
def clerk(office):
    """The office's own browser."""
    client = Client()
    client.force_login(office)
    return client


@pytest.fixture
def incident(officer):
    return report(CommunityFactory(name="甸阳村"), by=officer)


def page_of(incident) -> str:
    return f"/office/incidents/{incident.pk}/"


def form_of(incident) -> str:
    return f"{page_of(incident)}correction/"


def typed(incident, **changes) -> dict:
    """The form as it is opened, and what is changed in it."""
    return {
        "community": incident.community_id,
        "occurred_on": incident.occurred_on.isoformat(),
        "kind": incident.kind,
        "facts_for": incident.kind,
        "nature": incident.nature,
        "summary": incident.summary,
        "police_file_number": incident.police_file_number,
        "seen": incident.version,
        **changes,
    }


def corrected(incident, by, **changes) -> Incident:
    """By an action, as a colleague does it meanwhile."""
    return actions.correct(incident=incident, report=told_otherwise(incident, **changes), by=by)


def corrections() -> int:
    return Event.objects.filter(verb="incident_corrected").count()


def test_a_waiting_report_is_put_right_and_its_history_tells_from_what_to_what(client, incident):
    other = CommunityFactory(name="团树村")
    assert f'href="{form_of(incident)}"' in text(client.get(page_of(incident)))
    form = text(client.get(form_of(incident)))
    assert f'name="seen" value="{incident.version}"' in form
    assert "答复办公室" not in form
    change = typed(incident, community=other.pk, nature="administrative", summary="夜里")
    shown = text(client.post(form_of(incident), change, follow=True))
    incident.refresh_from_db()
    assert (incident.community, incident.nature, incident.state) == (
        other,
        "administrative",
        "submitted",
    )
    assert incident.version == 1
    assert "已更正，等办公室认定" in shown
    assert "<strong>更正</strong>" in shown
    assert "地点：<del>甸阳村</del> 改为 <ins>团树村</ins>" in shown
    assert "立案性质：<del>刑事</del> 改为 <ins>治安</ins>" in shown
    assert "简要情况：<del>没有填写</del> 改为 <ins>夜里</ins>" in shown


def test_the_queue_shows_the_corrected_facts_and_what_was_corrected(client, clerk, incident):
    client.post(form_of(incident), typed(incident, nature="administrative"))
    shown = text(clerk.get(f"/office/queue/{incident.pk}/"))
    assert "<strong>治安</strong>" in shown
    assert "<dt>派出所更正</dt>" in shown
    assert "立案性质：<del>刑事</del> 改为 <ins>治安</ins>" in shown
    assert "确认：不计入" in shown


def test_who_is_deciding_on_it_is_told_on_the_next_step(client, clerk, office, incident):
    path = f"/office/queue/{incident.pk}/"
    clerk.get(path)
    assert incident.lease.by == office
    client.post(form_of(incident), typed(incident, nature="administrative"))
    for verb, said in (
        ("confirm", {}),
        ("other", {"finding": "3", "reason": "另有依据"}),
        ("send_back", {"reason": "请核实"}),
    ):
        told = text(clerk.post(path, {"verb": verb, "seen": incident.version, **said}))
        assert "这一件在您打开之后有了变化，现在是“待认定”" in told
        assert said.get("reason", "") in told
    assert not incident.determinations.exists()
    clerk.post(path, {"verb": "confirm", "seen": incident.version + 1})
    assert not incident.determinations.get().counts


def test_what_says_what_is_on_record_writes_nothing(client, incident):
    shown = text(client.post(form_of(incident), typed(incident), follow=True))
    assert "登记的就是这些内容，没有再改" in shown
    incident.refresh_from_db()
    assert incident.version == 0
    assert not corrections()


def test_a_form_sent_twice_is_one_correction_and_no_complaint(client, incident):
    for _ in range(2):
        response = client.post(form_of(incident), typed(incident, nature="event"), follow=True)
        assert response.redirect_chain == [(page_of(incident), 302)]
    assert "没有再改" in text(response)
    assert corrections() == 1


def test_personal_data_is_refused_and_what_was_typed_stays(client, incident):
    change = typed(incident, nature="event", summary="联系 13812345678")
    shown = text(client.post(form_of(incident), change))
    assert "像手机号码" in shown
    assert "还没有更正" in shown
    assert "联系 13812345678</textarea>" in shown
    assert re.search(r'value="event"[^>]*checked', shown)
    assert 'id="send">更正</button>' in shown
    assert not corrections()


def test_the_action_refuses_it_too(officer, incident):
    for changes in (
        {"summary": "联系 13812345678"},
        {"police_file_number": "13812345678"},
        {"nature": ""},
    ):
        with pytest.raises(DomainError):
            corrected(incident, officer, **changes)
    assert not corrections()


def test_who_is_overtaken_by_a_finding_is_told_and_keeps_what_was_typed(client, office, incident):
    form = typed(incident, summary="其实是误报")
    actions.accept_proposal(incident=incident, by=office)
    shown = text(client.post(form_of(incident), form))
    assert "在您打开之后有了变化，现在是“已认定”" in shown
    assert "其实是误报</textarea>" in shown
    incident.refresh_from_db()
    assert (incident.state, incident.summary) == ("determined", "")
    assert not corrections()
    blocked = text(client.get(form_of(incident)))
    assert "现在的状态是“已认定”，不能更正" in blocked
    assert 'class="report"' not in blocked
    assert form_of(incident) not in text(client.get(page_of(incident)))


def test_two_officers_do_not_undo_each_others_corrections(client, incident):
    """Each sends the whole form: the second would put back what the first has changed."""
    form = typed(incident, summary="门锁被撬")
    colleague = UserFactory(role=Role.OFFICER)
    corrected(incident, colleague, police_file_number="P-7")
    shown = text(client.post(form_of(incident), form))
    assert "在您打开之后有了变化" in shown
    assert "<dt>警综平台案件编号</dt><dd>P-7</dd>" in shown
    assert "门锁被撬</textarea>" in shown
    incident.refresh_from_db()
    assert (incident.summary, incident.police_file_number) == ("", "P-7")
    seen = re.search(r'name="seen" value="(\d+)"', shown)[1]
    client.post(form_of(incident), form | {"police_file_number": "P-7", "seen": seen})
    incident.refresh_from_db()
    assert (incident.summary, incident.police_file_number) == ("门锁被撬", "P-7")


def test_a_form_that_came_back_for_another_reason_still_knows_what_it_was_opened_on(
    client, incident
):
    form = typed(incident, summary="联系 13812345678")
    corrected(incident, UserFactory(role=Role.OFFICER), police_file_number="P-7")
    shown = text(client.post(form_of(incident), form))
    assert 'name="seen" value="0"' in shown


def test_what_was_cleared_meanwhile_is_not_written_back(client, office, officer):
    incident = report(CommunityFactory(), Kind.GROUP_BRAWL, summary="老张和老李", by=officer)
    form = typed(incident, police_file_number="P-7")
    actions.redact(incident=incident, reason="写了姓名", by=office)
    assert "有了变化" in text(client.post(form_of(incident), form))
    incident.refresh_from_db()
    assert "老张" not in incident.summary


def test_without_javascript_another_kind_asks_its_questions_first(client, incident):
    change = typed(incident, kind="fire", summary="厨房起火")
    asked = text(client.post(form_of(incident), change))
    assert "死亡人数" in asked
    assert "再按“更正”" in asked
    assert 'name="seen" value="0"' in asked
    assert not corrections()
    client.post(form_of(incident), change | {"facts_for": "fire", "deaths": "1"})
    incident.refresh_from_db()
    assert (incident.kind, incident.deaths, incident.nature) == ("fire", 1, "")


def test_a_corrected_fact_is_told_as_the_page_tells_it(client, officer):
    fire = report(CommunityFactory(), Kind.FIRE, deaths=1, by=officer)
    change = typed(fire, deaths="2", direct_loss="8000", severity="general", nature="")
    shown = text(client.post(form_of(fire), change | {"facts_for": "fire"}, follow=True))
    assert "死亡人数：<del>1 人</del> 改为 <ins>2 人</ins>" in shown
    assert "直接经济损失（元）：<del>没有填写</del> 改为 <ins>8,000.00 元</ins>" in shown
    assert "事故等级：<del>没有填写，按数字推定</del> 改为 <ins>一般</ins>" in shown


@pytest.mark.parametrize(
    ("step", "send"),
    [("report", "上报"), ("answer", "答复并重新上报"), ("correct", "更正"), ("x", "上报")],
)
def test_the_button_stays_what_it_was_when_another_kind_is_chosen(client, officer, step, send):
    page = text(client.get("/office/incidents/report/facts/", {"kind": "fire", "step": step}))
    assert f'id="send">{send}</button>' in page


def test_nothing_moves_to_another_station_nor_comes_from_there(client, incident, officer):
    other = CommunityFactory(station=StationFactory(code="530521020000", name="由旺派出所"))
    response = client.post(form_of(incident), typed(incident, community=other.pk))
    assert "community" in response.context["form"].errors
    with pytest.raises(DomainError, match="不在本所辖区"):
        corrected(incident, officer, community=other)
    stranger = UserFactory(role=Role.OFFICER, station_code="530521020000")
    with pytest.raises(DomainError):
        corrected(incident, stranger, community=other)
    client.force_login(stranger)
    assert client.get(form_of(incident)).status_code == 404
    assert client.post(form_of(incident), typed(incident, nature="event")).status_code == 404
    assert not corrections()


def test_the_office_corrects_nothing(clerk, incident):
    assert form_of(incident) not in text(clerk.get(page_of(incident)))
    assert clerk.get(form_of(incident)).status_code == 404
    assert clerk.post(form_of(incident), typed(incident, nature="event")).status_code == 404


@pytest.mark.parametrize("step", ["return_to_station", "request_withdrawal"])
def test_what_is_not_waiting_is_not_corrected(officer, office, incident, step):
    by = office if step == "return_to_station" else officer
    getattr(actions, step)(incident=incident, reason="请核实", by=by)
    with pytest.raises(DomainError, match="不能更正。更正只能在“待认定”状态下进行"):
        corrected(incident, officer, summary="另外的话")
    assert not corrections()


def test_whoever_asks_to_withdraw_is_shown_that_a_mistake_can_be_put_right(client, incident):
    page = text(client.get(f"{page_of(incident)}withdrawal/"))
    assert f'<a href="{form_of(incident)}">更正</a>' in page
