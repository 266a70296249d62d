"""期限: what is due in a year, and the same as a file for one's calendar."""

from datetime import date

import pytest

from accounts.models import User
from accounts.permissions import Role
from evaluation import actions
from evaluation.models import Inquiry, Objection, ObjectionChannel, ReReview
from evaluation.overview.deadlines import DeadlineState, deadlines
from incidents.actions import sign_return
from tests.factories import (
    CommunityFactory,
    UserFactory,
    approved_cycle,
    noticed_cycle,
    published_cycle,
)
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db

PATH = "/office/calendar/"


def told(cycle, today: date) -> dict[str, tuple[str, DeadlineState]]:
    cycle.refresh_from_db()
    return {d.key: (d.days, d.state(today)) for d in deadlines(cycle, today)}


def test_a_year_is_due_step_by_step():
    CommunityFactory()
    opened = actions.open_cycle(year=2026, by=User.objects.system())
    assert told(opened, date(2026, 10, 31))["assess"] == ("2026-11-01 起", DeadlineState.AHEAD)
    assert told(opened, date(2026, 11, 1))["assess"][1] == DeadlineState.NOW
    cycle = noticed_cycle(2025)
    assert told(cycle, date(2025, 11, 5))["assess"][1] == DeadlineState.DONE
    running = told(cycle, date(2025, 11, 5))
    assert running["notice-1"] == ("2025-11-03 至 2025-11-07", DeadlineState.NOW)
    assert running["approve-1"] == ("2025-11-08 起", DeadlineState.AHEAD)
    assert told(cycle, date(2025, 11, 8))["approve-1"][1] == DeadlineState.NOW
    approved = approved_cycle(2024)
    assert told(approved, date(2024, 11, 16))["publish"] == ("2024-11-15 起", DeadlineState.NOW)


def test_a_return_is_due_until_the_next_month_ends_and_done_when_all_have_signed():
    place = CommunityFactory()
    officer = UserFactory(role=Role.OFFICER)
    cycle = actions.open_cycle(year=2025, by=User.objects.system())
    assert told(cycle, date(2025, 2, 10))["return-2025-01"] == ("2025-02-28", DeadlineState.AHEAD)
    assert told(cycle, date(2025, 3, 1))["return-2025-01"][1] == DeadlineState.OVERDUE
    sign_return(station=place.station, month=date(2025, 1, 1), seen=0, by=officer)
    assert told(cycle, date(2025, 3, 1))["return-2025-01"][1] == DeadlineState.DONE
    assert "return-2024-11" in told(cycle, date(2025, 3, 1))


def test_answers_and_rectifications_are_told_by_their_day_without_whom_they_concern(office):
    place = CommunityFactory(name="静水村")
    published_cycle(2024)
    cycle = noticed_cycle(2025)
    given = {"channel": ObjectionChannel.LETTER, "text": "有一处漏统计了案件", "sent_as": "1"}
    actions.enter(notice=cycle.notice, received_on=date(2025, 11, 4), by=office, **given)
    due = Objection.objects.get().due_on
    rereview = ReReview.objects.get(honour__community=place)
    actions.rectify(rereviews=[rereview], due_on=date(2027, 1, 20), demand="装监控", by=office)
    found = told(cycle, date(2025, 11, 5))
    assert found[f"answers-{due}"] == (str(due), DeadlineState.AHEAD)
    assert found["rectify-2027-01-20"] == ("2027-01-20", DeadlineState.AHEAD)
    actions.ask_station(
        objection=Objection.objects.get(),
        station=place.station,
        question="请查接处警记录。",
        due_on=date(2027, 1, 8),
        sent_as="2",
        by=office,
    )
    found = told(cycle, date(2025, 11, 5))
    assert found["replies-2027-01-08"] == ("2027-01-08", DeadlineState.AHEAD)
    assert told(cycle, date(2027, 1, 9))["replies-2027-01-08"][1] == DeadlineState.OVERDUE
    actions.reply_to_inquiry(inquiry=Inquiry.objects.get(), reply="没有。", by=office)
    assert told(cycle, date(2027, 1, 9))["replies-2027-01-08"][1] == DeadlineState.DONE
    assert "静水村" not in " ".join(d.what + d.note for d in deadlines(cycle, date(2025, 11, 5)))


def test_page_and_file_say_the_same_and_the_file_keeps_its_names(client, office):
    assert "还没有评选年度" in text(client.get(PATH))
    CommunityFactory()
    noticed_cycle(2025)
    page = text(client.get(PATH))
    assert "2025-11-03 至 2025-11-07" in page
    response = client.get(f"{PATH}2025.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    unfolded = response.content.decode().replace("\r\n ", "")
    assert "UID:2025-notice-1@" in unfolded
    assert "DTEND;VALUE=DATE:20251108" in unfolded
    assert unfolded.count("BEGIN:VEVENT") == page.count('class="stack-name"')
    assert client.get(PATH, {"year": "2031"}).status_code == 404


def test_who_does_not_see_the_years_has_no_deadlines(client):
    CommunityFactory()
    noticed_cycle(2025)
    client.force_login(UserFactory(role=Role.LEADING))
    assert client.get(PATH).status_code == 200
    client.force_login(UserFactory(role=Role.OFFICER))
    assert client.get(PATH).status_code == 404
    assert client.get(f"{PATH}2025.ics").status_code == 404


def test_more_places_take_no_more_queries(client, office):
    CommunityFactory()
    noticed_cycle(2025)
    few = [queries(client, f"{PATH}?year=2025"), queries(client, f"{PATH}2025.ics")]
    for _ in range(5):
        CommunityFactory()
    noticed_cycle(2026)
    assert [queries(client, f"{PATH}?year=2026"), queries(client, f"{PATH}2026.ics")] == few
