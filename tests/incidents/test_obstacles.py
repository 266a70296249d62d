"""What stands in the way of a step of an incident or of a month: the action refuses with the
sentence that the page of the step shows, without a form."""

from datetime import date

import pytest

from accounts.permissions import Role
from incidents import actions
from incidents.models import Incident, MonthlyReturn
from incidents.workflow import State
from tests.factories import STATION_CODE, CommunityFactory, UserFactory, report, told_otherwise
from tests.pages import text
from wufaan.obstacles import Stopped

pytestmark = pytest.mark.django_db

TAKING = {
    "correction": lambda incident, by: actions.correct(
        incident=incident, report=told_otherwise(incident, deaths=1), by=by
    ),
    "answer": lambda incident, by: actions.answer(
        incident=incident, report=told_otherwise(incident), reply="核实过了。", by=by
    ),
    "withdrawal": lambda incident, by: actions.request_withdrawal(
        incident=incident, reason="重复。", by=by
    ),
}


@pytest.fixture
def place():
    return CommunityFactory(name="甸阳村")


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICER)


@pytest.mark.parametrize(
    ("step", "state", "told"),
    [
        ("correction", State.DETERMINED, "现在的状态是“已认定”，不能更正。"),
        ("answer", State.SUBMITTED, "现在的状态是“待认定”，不能答复退回。"),
        ("withdrawal", State.WITHDRAWN, "现在的状态是“已撤回”，不能申请撤回。"),
    ],
)
def test_a_step_out_of_turn(client, place, officer, step, state, told):
    incident = report(place, by=officer)
    Incident.objects.update(state=state, returned_reason="核实", withdrawal_reason="重复")
    with pytest.raises(Stopped, match=told) as refused:
        TAKING[step](Incident.objects.get(), officer)
    client.force_login(officer)
    page = text(client.get(f"/office/incidents/{incident.pk}/{step}/"))
    assert str(refused.value) in page
    assert "看这一件" in page
    assert "btn-main" not in page


@pytest.mark.parametrize("state", [State.RETURNED, State.WITHDRAWING, State.WITHDRAWN])
def test_what_is_not_to_be_found_on_is_not_found_on_again(client, office, place, officer, state):
    incident = report(place, by=officer)
    Incident.objects.update(state=state, returned_reason="核实", withdrawal_reason="重复")
    told = f"现在的状态是“{state.label}”，不能认定。"
    with pytest.raises(Stopped, match=told) as refused:
        actions.accept_proposal(incident=incident, by=office)
    client.force_login(office)
    page = text(client.get(f"/office/incidents/{incident.pk}/determination/"))
    assert str(refused.value) in page
    assert "新的认定" not in page


def test_what_waits_for_its_first_finding_is_found_on_in_the_queue(client, office, place):
    incident = report(place)
    client.force_login(office)
    page = client.get(f"/office/incidents/{incident.pk}/determination/")
    assert page["Location"] == f"/office/queue/{incident.pk}/"


@pytest.mark.parametrize("own", [True, False])
def test_what_another_must_find_on(client, office, place, own):
    """What one reported oneself, and what somebody else has open."""
    incident = report(place, by=office if own else UserFactory(role=Role.OFFICER))
    if not own:
        other = UserFactory(role=Role.OFFICE, display_name="办公室乙岗")
        actions.lease(incident=incident, by=other)
    with pytest.raises(Stopped) as refused:
        actions.accept_proposal(incident=incident, by=office)
    client.force_login(office)
    path = f"/office/queue/{incident.pk}/"
    for page in (client.get(path), client.post(path, {"verb": "confirm", "seen": 0})):
        assert text(page).count(str(refused.value)) == 1


@pytest.mark.parametrize("month", [date(2025, 11, 1), date(2025, 10, 1)])
def test_a_month_that_cannot_be_signed(client, it_is, place, officer, month):
    """One that runs, and one that is signed."""
    it_is(date(2025, 11, 20))
    given = {"station": place.station, "by": officer}
    actions.sign_return(month=date(2025, 10, 1), **given)
    with pytest.raises(Stopped) as refused:
        actions.sign_return(month=month, **given)
    client.force_login(officer)
    path = f"/office/returns/{STATION_CODE}/{month:%Y-%m}/"
    sent = text(client.post(path, {"seen": 0, "confirmed": "on"}))
    assert sent.count(str(refused.value)) == 1
    opened = text(client.get(path))
    assert (str(refused.value) in opened) == (month.month == 11)
    assert "签字上报</button>" not in opened
    assert MonthlyReturn.objects.count() == 1
