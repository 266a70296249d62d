"""The report form, the answer to a returned report and the request to withdraw, over HTTP."""

import re
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from accounts.permissions import Role
from audit.clearing import CLEARED
from audit.models import Event
from communities.models import Community
from incidents import actions
from incidents.kinds import Kind
from incidents.models import Incident
from incidents.reports import Report
from incidents.resources import IncidentResource
from incidents.station_forms import AnswerForm
from tests.factories import CommunityFactory, StationFactory, UserFactory, found, report
from tests.pages import text
from wufaan.clock import today

pytestmark = pytest.mark.django_db
FACTS = "/office/incidents/report/facts/"


@pytest.fixture
def officer(client):
    user = UserFactory(role=Role.OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def place(officer):
    return CommunityFactory(name="甸阳村")


@pytest.fixture
def url():
    return f"/office/incidents/report/{uuid4()}/"


def typed(place, kind=Kind.BURGLARY, **changes) -> dict:
    """A form as it is sent when the facts of the kind were asked for."""
    facts = {"nature": "criminal"} if kind == Kind.BURGLARY else {}
    return {
        "community": place.pk,
        "occurred_on": "2025-03-01",
        "kind": kind.value,
        "facts_for": kind.value,
        "summary": "夜间门锁被撬",
        "police_file_number": "",
        **facts,
        **changes,
    }


def errors(response) -> dict:
    return dict(response.context["form"].errors)


# ---- Reporting ----


def test_a_report_goes_on_record_and_the_page_says_what_happens_next(client, place, officer, url):
    response = client.post(url, typed(place), follow=True)
    incident = Incident.objects.get()
    assert (incident.community, incident.reported_by) == (place, officer)
    assert (incident.nature, incident.summary) == ("criminal", "夜间门锁被撬")
    assert incident.number in text(response)
    assert "由领导小组办公室认定" in text(response)


def test_a_fresh_form_has_an_address_of_its_own(client, officer):
    first, second = (client.get("/office/incidents/report/")["Location"] for _ in range(2))
    assert first != second


def test_sent_twice_it_is_one_incident_and_says_so(client, place, url):
    client.post(url, typed(place))
    again = client.post(url, typed(place), follow=True)
    assert Incident.objects.count() == 1
    assert "没有重复登记" in text(again)


def test_going_back_and_reporting_something_else_is_offered_as_a_new_report(client, place, url):
    client.post(url, typed(place))
    first = Incident.objects.get()
    page = client.post(url, typed(place, Kind.FIRE, summary="厨房起火", direct_loss="500"))
    assert Incident.objects.count() == 1
    for told in (first.number, "和那一件不同，还没有上报", "厨房起火", "作为新的一件上报"):
        assert told in text(page)
    address = re.search(
        r'<form method="post" action="(/office/incidents/report/[^"]+)"', text(page)
    )[1]
    client.post(address, typed(place, Kind.FIRE, summary="厨房起火", direct_loss="500"))
    assert {i.summary for i in Incident.objects.all()} == {"夜间门锁被撬", "厨房起火"}


def test_another_of_the_same_place_day_and_kind_is_asked_about_once(client, place, url):
    client.post(url, typed(place))
    first = Incident.objects.get()
    other = client.get("/office/incidents/report/")["Location"]
    page = client.post(other, typed(place, summary="窗户被撬"))
    assert Incident.objects.count() == 1
    for told in (first.number, "同一种类已经报过 1 件", "窗户被撬", "作为另一件上报"):
        assert told in text(page)
    assert 'name="apart"' in text(page)
    refused = client.post(other, typed(place, summary="电话 13812345678", apart="1"))
    assert 'name="apart"' in text(refused)
    client.post(other, typed(place, summary="窗户被撬", apart="1"))
    assert Incident.objects.count() == 2


def test_two_that_come_at_once_under_one_key_are_one_report(place, officer):
    said = Report(place, Kind.GROUP_BRAWL, date(2025, 3, 1))
    first, second = (actions.report(report=said, entry_key="k", by=officer) for _ in range(2))
    assert first == second
    assert Incident.objects.count() == 1


def test_going_back_after_sending_finds_the_filled_form(client, place, url):
    client.post(url, typed(place))
    page = client.get(url)
    assert "夜间门锁被撬" in text(page)
    assert "再按“上报”不会重复登记" in text(page)


def test_another_station_s_place_cannot_be_chosen(client, officer, url):
    station = StationFactory(code="530521020000", name="由旺派出所")
    other = CommunityFactory(station=station, name="由旺村")
    assert "由旺村" not in text(client.get(url))
    assert "community" in errors(client.post(url, typed(other)))
    assert not Incident.objects.exists()


def test_a_place_is_found_by_name_code_initials_and_township(client, place, url):
    page = text(client.get(url))
    for word in ("甸阳村 · 甸阳镇", place.code, "dyc", "dianyangzhen dyz"):
        assert word in page


def test_a_place_is_refused_for_a_day_on_which_it_was_not_there(client, place, url):
    place.closed_on = date(2025, 2, 1)
    place.save()
    response = client.post(url, typed(place))
    assert "撤并" in errors(response)["community"][0]
    client.post(url, typed(place, occurred_on="2025-01-31"))
    assert Incident.objects.count() == 1


def test_a_place_is_refused_before_it_was_set_up(client, place, url):
    place.opened_on = date(2025, 3, 2)
    place.save()
    assert "才设立" in errors(client.post(url, typed(place)))["community"][0]


def test_a_day_to_come_is_refused_beside_its_field(client, place, url):
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert (
        "还没有到" in errors(client.post(url, typed(place, occurred_on=tomorrow)))["occurred_on"][0]
    )


@pytest.mark.parametrize(
    ("day", "why"),
    [("0206-11-20", "年份 206 不合理"), ("2019-10-31", "太早"), ("去年", "不是日期")],
)
def test_a_day_before_any_year_is_refused_beside_its_field(client, place, url, day, why):
    response = client.post(url, typed(place, Kind.FIRE, occurred_on=day, deaths="12"))
    assert why in errors(response)["occurred_on"][0]
    assert not Incident.objects.exists()


def test_everything_that_is_wrong_is_told_at_once(client, place, url):
    wrong = {
        "occurred_on": "2030-01-01",
        "deaths": "12",
        "severity": "general",
        "summary": "电话 13812345678",
        "police_file_number": "13812345678",
    }
    response = client.post(url, typed(place, Kind.FIRE, **wrong))
    assert errors(response).keys() == {"occurred_on", "severity", "summary", "police_file_number"}
    assert "事故等级和数字对不上" in text(response)
    assert 'value="12"' in text(response)
    place.closed_on = date(2025, 2, 1)
    place.save()
    response = client.post(url, typed(place, Kind.GAMBLING, police_file_number="13812345678"))
    told = {"community", "proactively_investigated", "police_file_number"}
    assert errors(response).keys() == told
    unchosen = {"occurred_on": "2030-01-01", "kind": "", "facts_for": ""}
    response = client.post(url, typed(place) | unchosen)
    assert errors(response).keys() == {"community", "occurred_on", "kind"}
    assert not Incident.objects.exists()


@pytest.mark.parametrize("day", ["２０２５-０３-０１", "2025年3月1日", "2025/3/1"])
def test_a_day_is_understood_as_people_type_it(client, place, url, day):
    again = client.post(url, typed(place, occurred_on=day, facts_for=""))
    assert 'value="2025-03-01"' in text(again)
    client.post(url, typed(place, occurred_on=day))
    assert Incident.objects.get().occurred_on == date(2025, 3, 1)


def test_before_the_programme_the_same_is_asked_and_kept(client, place, url):
    """The first year may be given the months since November 2019."""
    client.post(url, typed(place, occurred_on="2019-11-01"))
    assert Incident.objects.get().nature == "criminal"


@pytest.mark.parametrize("page", ["/office/station/", "/office/incidents/report/"])
def test_whose_station_has_no_places_is_told_whom_to_ask(client, officer, page):
    StationFactory(code=officer.station_code)
    shown = text(client.get(page, follow=True))
    assert f"请联系领导小组办公室，核对派出所代码 {officer.station_code}" in shown
    assert 'class="report"' not in shown
    CommunityFactory()
    assert "请联系领导小组办公室" not in text(client.get(page, follow=True))


def test_without_javascript_the_facts_are_asked_for_in_a_second_step(client, place, url):
    first = client.post(url, typed(place, nature="", facts_for=""))
    assert not Incident.objects.exists()
    assert "立案性质" in text(first)
    assert "夜间门锁被撬" in text(first)
    assert errors(first) == {}
    assert 'name="facts_for" value="burglary"' in text(first)
    client.post(url, typed(place))
    assert Incident.objects.count() == 1


def test_without_javascript_whether_it_counts_is_shown_before_it_is_reported(client, place, url):
    asked = text(client.post(url, typed(place, nature="", facts_for="")))
    assert '<button class="btn" name="look" value="1">先看是否计入</button></noscript>' in asked
    assert "按“先看是否计入”，</noscript>这里显示按标准是否计入" in asked
    looked = text(client.post(url, typed(place, look="1")))
    assert "计入第 4 项" in looked
    assert "还没有上报" in looked
    assert "夜间门锁被撬" in looked
    open_yet = client.post(url, typed(place, nature="", look="1"))
    assert "nature" in errors(open_yet)
    assert not Incident.objects.exists()
    client.post(url, typed(place))
    assert Incident.objects.count() == 1


def test_looking_neither_answers_nor_corrects(client, returned, place, officer):
    url = f"/office/incidents/{returned.pk}/"
    form = answered(returned, nature="event", reply="核实过了", look="1")
    assert "按标准：不计入" in text(client.post(f"{url}answer/", form))
    waiting = report(CommunityFactory(), by=officer)
    url = f"/office/incidents/{waiting.pk}/"
    page = client.post(f"{url}correction/", answered(waiting, nature="event", look="1"))
    assert "按标准：不计入" in text(page)
    assert not Event.objects.filter(verb__in=["incident_answered", "incident_corrected"]).exists()


def test_another_kind_in_the_second_step_asks_again(client, place, url):
    page = client.post(url, typed(place, Kind.FIRE, facts_for="burglary"))
    assert "死亡人数" in text(page)
    assert not Incident.objects.exists()


def test_a_kind_without_questions_is_confirmed_too(client, place, url):
    page = client.post(url, typed(place, Kind.GROUP_BRAWL, facts_for=""))
    assert "计入第 3 项" in text(page)
    client.post(url, typed(place, Kind.GROUP_BRAWL))
    assert Incident.objects.get().kind == Kind.GROUP_BRAWL


def test_an_unanswered_question_is_an_error_and_not_a_no(client, place, url):
    response = client.post(url, typed(place, Kind.GAMBLING))
    assert "proactively_investigated" in errors(response)
    assert not Incident.objects.exists()


@pytest.mark.parametrize(("answer", "on_record"), [("True", True), ("False", False)])
def test_an_answer_is_what_goes_on_record(client, place, url, answer, on_record):
    client.post(url, typed(place, Kind.GAMBLING, proactively_investigated=answer))
    assert Incident.objects.get().proactively_investigated is on_record


def test_facts_of_another_kind_are_left_out(client, place, url):
    client.post(url, typed(place, Kind.GROUP_BRAWL, deaths="12", vicious="True"))
    incident = Incident.objects.get()
    assert (incident.deaths, incident.vicious) == (None, False)


def test_a_grade_below_the_figures_is_refused_beside_the_grade(client, place, url):
    form = typed(place, Kind.FIRE, deaths="10", severity="serious")
    response = client.post(url, form)
    assert "已达到“重大”" in errors(response)["severity"][0]
    assert 'value="10"' in text(response)
    client.post(url, form | {"severity": "major"})
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    "figures", [{"deaths": "3"}, {"serious_injuries": "10"}, {"direct_loss": "10000000"}]
)
def test_figures_of_a_serious_accident_are_held_against_the_grade_too(client, place, url, figures):
    form = typed(place, Kind.FIRE, severity="general", **figures)
    assert "已达到“较大”" in text(client.get(FACTS, form))
    assert "已达到“较大”" in errors(client.post(url, form))["severity"][0]
    client.post(url, form | {"severity": "serious"})
    assert Incident.objects.get().severity == "serious"


@pytest.mark.parametrize(
    ("figure", "most"),
    [("deaths", 100_000), ("serious_injuries", 100_000), ("direct_loss", 999_999_999_999)],
)
def test_a_figure_beyond_belief_is_refused_beside_its_field(client, place, url, figure, most):
    form = typed(place, Kind.FIRE)
    refused = errors(client.post(url, form | {figure: str(most + 1)}))
    assert refused.keys() == {figure}
    assert f"最多 {most:,}，请核对" in refused[figure][0]
    client.post(url, form | {figure: str(most)})
    assert getattr(Incident.objects.get(), figure) == most


def test_what_was_on_record_before_figures_were_held_against_its_grade_stays_readable(
    client, place, officer
):
    incident = report(place, Kind.FIRE, deaths=9, by=officer)
    Incident.objects.update(severity="general")
    page = text(client.get(f"/office/incidents/{incident.pk}/"))
    assert "一般" in page
    form = text(client.get(f"/office/incidents/{incident.pk}/correction/"))
    assert "已达到“较大”" in form


@pytest.mark.parametrize("field", ["summary", "police_file_number"])
def test_personal_data_is_refused_in_its_field_with_the_words_found(client, place, url, field):
    response = client.post(url, typed(place, **{field: "联系 13812345678"}))
    assert "“1381…78”像手机号码" in errors(response)[field][0]
    assert "13812345678" in text(response)
    assert not Incident.objects.exists()


@pytest.mark.parametrize("kind", [Kind.ORGANISED_CRIME, Kind.MENTAL_ILLNESS_HARM])
def test_of_cases_that_touch_on_people_only_the_file_number_is_kept(client, place, url, kind):
    form = typed(place, kind, control_failure="True")
    assert "只写警综平台案件编号" in errors(client.post(url, form))["summary"][0]
    client.post(url, form | {"summary": "", "police_file_number": "A530521-7"})
    assert Incident.objects.get().police_file_number == "A530521-7"


def test_what_was_typed_when_the_session_had_run_out_is_there_again(client, place, officer, url):
    session = client.session
    session["typed"] = {url: urlencode({"summary": "写到一半", "kind": "fire"})}
    session.save()
    page = text(client.get(url))
    assert "写到一半" in page
    assert "死亡人数" in page


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADING, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_officers_report(client, role):
    client.force_login(UserFactory(role=role))
    for path in ("/office/incidents/report/", FACTS, f"/office/incidents/report/{uuid4()}/"):
        assert client.get(path).status_code == 404


def test_the_form_costs_the_same_however_many_places_there_are(
    client, place, url, django_assert_max_num_queries
):
    def cost() -> int:
        with django_assert_max_num_queries(15) as seen:
            client.get(url)
        return len(seen)

    few = cost()
    for _ in range(5):
        CommunityFactory()
    assert cost() == few


# ---- What the form says while it is filled in ----


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"kind": "gambling"}, "回答上面的问题后"),
        ({"kind": "gambling", "proactively_investigated": "True"}, "系公安机关主动查处"),
        ({"kind": "gambling", "proactively_investigated": "False"}, "计入第 3 项"),
        ({"kind": "burglary", "nature": "criminal"}, "实施方案三（一）4"),
        ({"kind": "burglary", "nature": "event"}, "没有立为刑事案件"),
        ({"kind": "fire", "deaths": "10"}, "计入第 8 项"),
        ({"kind": "fire", "deaths": ""}, "没有达到重大事故等级"),
        ({"kind": "fire", "deaths": "30", "severity": "major"}, "已达到“特别重大”"),
        ({"kind": "fire", "deaths": "9", "severity": "serious"}, "没有达到重大事故等级"),
        ({"kind": "other"}, "不属于十项标准"),
        ({"kind": "mental_illness_harm"}, "只写警综平台案件编号"),
        ({"kind": "group_brawl", "occurred_on": "2019-01-01"}, "还没有施行评选标准"),
    ],
)
def test_the_proposal_follows_the_answers(client, officer, answers, said):
    assert said in text(client.get(FACTS, {"occurred_on": "2025-03-01"} | answers))


@pytest.mark.parametrize("day", ["0002-11-20", "0202-11-20", "2019-11-20"])
def test_answers_stay_while_the_year_is_typed(client, officer, day):
    answered = {"kind": "fire", "deaths": "12", "direct_loss": "60000000"}
    page = text(client.get(FACTS, answered | {"occurred_on": day}))
    assert re.search(r'<input type="number" name="deaths" value="12"', page)
    assert re.search(r'<input type="text" name="direct_loss" value="60000000"', page)


def test_answers_come_back_with_the_kind_that_was_chosen_before(client, officer):
    fire = {"occurred_on": "2025-03-01", "kind": "fire", "deaths": "12", "severity": "major"}
    away = text(client.get(FACTS, fire | {"kind": "burglary"}))
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', away))
    assert kept == {"facts_for": "burglary", "deaths": "12", "severity": "major"}
    back = text(client.get(FACTS, kept | {"occurred_on": "2025-03-01", "kind": "fire"}))
    assert 'type="number" name="deaths" value="12"' in back
    assert '<option value="major" selected>' in back


def test_questions_that_were_only_just_asked_are_not_marked_as_wrong(client, officer):
    page = text(client.get(FACTS, {"kind": "gambling"}))
    assert "aria-invalid" not in page
    assert "errorlist" not in page


# ---- Answering ----


@pytest.fixture
def returned(place, officer, office):
    incident = report(place, by=officer)
    actions.return_to_station(incident=incident, reason="立案性质请核实", by=office)
    incident.refresh_from_db()
    return incident


def answered(incident, **changes) -> dict:
    """The form of an answer as it is opened, and what is changed in it."""
    told = {"seen": incident.version, "summary": incident.summary}
    return typed(incident.community, **told | changes)


def test_the_answer_shows_the_reason_and_sends_the_report_back(client, returned, place):
    url = f"/office/incidents/{returned.pk}/answer/"
    assert "立案性质请核实" in text(client.get(url))
    client.post(url, answered(returned, nature="administrative", reply="核实为治安案件"))
    returned.refresh_from_db()
    assert (returned.state, returned.nature) == ("submitted", "administrative")


def test_an_answer_sent_twice_is_done(client, returned, place):
    url = f"/office/incidents/{returned.pk}/answer/"
    for _ in range(2):
        page = client.post(url, answered(returned, nature="event", reply="核实过了"), follow=True)
    assert "刚才已经办过" in text(page)
    assert Event.objects.filter(verb="incident_answered").count() == 1
    page = client.post(url, answered(returned, nature="event", reply="另外的话"))
    assert "现在的状态是“待认定”，不能答复退回" in text(page)


def test_what_was_cleared_while_an_answer_was_written_is_not_written_back(
    client, returned, officer, office
):
    Incident.objects.update(summary="老张家门锁被撬")
    returned.refresh_from_db()
    url = f"/office/incidents/{returned.pk}/answer/"
    assert f'name="seen" value="{returned.version}"' in text(client.get(url))
    form = answered(returned, nature="event", reply="核实过了")
    actions.redact(incident=returned, reason="写了称呼", by=office)
    page = text(client.post(url, form))
    assert "这一件在您打开之后有了变化，现在是“已退回”" in page
    assert "<h2>现在登记的</h2>" in page
    assert "核实过了</textarea>" in page
    returned.refresh_from_db()
    assert (returned.state, returned.summary) == ("returned", CLEARED)
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    client.post(url, form | {"summary": "门锁被撬", "seen": seen})
    returned.refresh_from_db()
    assert (returned.state, returned.summary) == ("submitted", "门锁被撬")


def test_an_answer_moves_nothing_to_another_station(client, returned, place):
    other = CommunityFactory(station=StationFactory(code="530521020000"))
    url = f"/office/incidents/{returned.pk}/answer/"
    form = answered(returned, community=other.pk, reply="在那边发生")
    assert "community" in errors(client.post(url, form))
    returned.refresh_from_db()
    assert (returned.community, returned.state) == (place, "returned")


def test_an_answer_is_told_everything_at_once_too(client, returned):
    url = f"/office/incidents/{returned.pk}/answer/"
    wrong = {"occurred_on": "2030-01-01", "reply": "电话 13812345678"}
    response = client.post(url, answered(returned, **wrong))
    assert errors(response).keys() == {"occurred_on", "reply"}


def test_an_answer_needs_words(client, returned, place):
    url = f"/office/incidents/{returned.pk}/answer/"
    assert "reply" in errors(client.post(url, answered(returned, reply=" ")))
    returned.refresh_from_db()
    assert returned.state == "returned"


def test_what_the_form_does_not_ask_for_stays_on_record(client, place, officer, office):
    incident = report(place, kind=Kind.GAMBLING, nature="administrative", by=officer)
    actions.return_to_station(incident=incident, reason="请核实", by=office)
    url = f"/office/incidents/{incident.pk}/answer/"
    answers = {"proactively_investigated": "True", "reply": "是清查发现的"}
    client.post(url, typed(place, Kind.GAMBLING, seen=1, **answers))
    incident.refresh_from_db()
    assert (incident.nature, incident.proactively_investigated) == ("administrative", True)


def test_a_stale_page_is_told_why_and_keeps_what_was_typed(client, place):
    incident = found(place)
    url = f"/office/incidents/{incident.pk}/"
    answer = client.post(url + "answer/", answered(incident, reply="核实过了"))
    assert "现在的状态是“已认定”，不能答复退回" in text(answer)
    assert "核实过了" in text(answer)
    withdrawal = client.post(url + "withdrawal/", {"reason": "填错了"})
    assert "现在的状态是“已认定”，不能申请撤回" in text(withdrawal)
    assert "填错了" in text(withdrawal)
    incident.refresh_from_db()
    assert incident.state == "determined"


# ---- Withdrawing ----


def test_withdrawing_is_asked_for_with_a_reason(client, place, officer):
    incident = report(place, by=officer)
    url = f"/office/incidents/{incident.pk}/withdrawal/"
    assert "reason" in errors(client.post(url, {"reason": ""}))
    assert "像手机号码" in errors(client.post(url, {"reason": "13812345678"}))["reason"][0]
    client.post(url, {"reason": "与另一件重复"})
    incident.refresh_from_db()
    assert (incident.state, incident.withdrawal_reason) == ("withdrawing", "与另一件重复")


def test_a_request_sent_twice_is_done(client, place, officer):
    incident = report(place, by=officer)
    url = f"/office/incidents/{incident.pk}/withdrawal/"
    for _ in range(2):
        page = client.post(url, {"reason": "与另一件重复"}, follow=True)
    assert "刚才已经办过" in text(page)
    assert Event.objects.filter(verb="withdrawal_requested").count() == 1
    assert "不能申请撤回" in text(client.post(url, {"reason": "别的原因"}))


def test_what_the_office_said_to_it_is_on_the_page(client, place, officer, office):
    incident = report(place, by=officer)
    actions.request_withdrawal(incident=incident, reason="重复", by=officer)
    actions.refuse_withdrawal(incident=incident, reason="经查不是同一件", by=office)
    assert "经查不是同一件" in text(client.get(f"/office/incidents/{incident.pk}/"))


@pytest.mark.parametrize("page", ["", "answer/", "withdrawal/", "reported/"])
def test_another_station_s_officer_finds_none_of_its_pages(client, returned, page):
    client.force_login(UserFactory(role=Role.OFFICER, station_code="530521020000"))
    url = f"/office/incidents/{returned.pk}/{page}"
    assert client.get(url).status_code == 404
    assert client.post(url, {"reason": "x", "reply": "x"}).status_code in (404, 405)
    returned.refresh_from_db()
    assert returned.state == "returned"


def test_kinds_about_people_say_at_the_fields_what_to_leave_blank(client, place, url):
    ordinary = "写清时间、地点、经过"
    page = client.get(FACTS, {"kind": "organised_crime"})
    asked = text(client.get(FACTS, {"kind": "fraud"}))
    live = text(page)
    assert "这一栏留空，情况留在公安系统里" in live
    assert "这一类只写案件编号" in live
    assert ordinary not in live
    assert ordinary in asked
    assert "这一栏留空" not in asked
    whole = client.post(url, typed(place, Kind.FRAUD) | {"kind": "organised_crime"})
    assert ordinary not in text(whole)


def test_where_to_report_what_happened_in_a_merged_place_is_said_by_name(client, place, url):
    into = CommunityFactory(name="文武村")
    Community.objects.filter(pk=place.pk).update(closed_on=date(2025, 1, 1), successor=into)
    page = text(client.post(url, typed(place)))
    assert f"并入了“文武村”（代码 {into.code}），请改填那里" in page


def test_a_figure_that_is_cleared_is_no_longer_told(place):
    incident = report(place, Kind.FIRE, deaths=2, direct_loss=8000)
    officer = UserFactory(role=Role.OFFICER)
    form = AnswerForm(
        {"kind": "fire", "facts_for": "fire", "deaths": "", "direct_loss": "8000"},
        user=officer,
        incident=incident,
    )
    assert form.facts().deaths is None
    assert form.facts().direct_loss == 8000


def test_a_grade_above_the_figures_is_pointed_out_while_filling_in(client, place):
    typed_so_far = {
        "kind": "fire",
        "facts_for": "fire",
        "deaths": "12",
        "severity": "extraordinary",
    }
    page = text(client.get(FACTS, typed_so_far))
    assert "等级高于伤亡数字，请核对" in page
    assert "计入第 8 项" in page


def test_the_form_and_the_template_say_which_day_counts(client, place, url):
    told = "按案（事）件发生时所在的自然日填，不是报案、立案的日期。"
    assert told in text(client.get(url))
    assert told in IncidentResource.named["occurred_on"].help
