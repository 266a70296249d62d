"""What is put on record between the assessment and the notice: told on the way, and not frozen as
if it were not there."""

import re
from datetime import date

import pytest
from django.test import override_settings

from accounts.permissions import Role
from communities import actions as communities
from communities.models import Community
from evaluation import actions
from evaluation.models import Cycle, Notice
from incidents import actions as incidents
from incidents.models import MonthlyReturn
from tests.factories import (
    CommunityFactory,
    UserFactory,
    acknowledge_all,
    assessed_cycle,
    found,
    report,
)
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db

YEAR, PREVIEW = "/office/cycles/2025/", "/office/cycles/2025/notice/"
SINCE = "评估之后情况有变，结果和现在的不一样：“甸阳村”（{}）。请先重新评估。"
SURVEYED = SINCE.format("满意度有变")


NOVEMBER = date(2025, 11, 3)


@pytest.fixture(autouse=True)
def it_is_november(it_is):
    it_is(NOVEMBER)


@pytest.fixture(scope="module")
def year(kept) -> None:
    """文武村 and 甸阳村 qualify, though 甸阳村 has an incident, which does not count; the notice is
    drafted."""
    CommunityFactory(name="文武村")
    place = CommunityFactory(name="甸阳村")
    by = UserFactory(role=Role.OFFICE)
    with override_settings(DEMO_DAY=NOVEMBER):
        incident = report(place, on=date(2025, 3, 1))
        incidents.determine(incident=incident, criterion=4, counts=False, reason="治安", by=by)
        told = {"issuer": "县公安局", "approval_basis": "x"}
        cycle = assessed_cycle(2025, surveys=[(place, 50, 49)], **told)
        words = {"number": "1号", "title": "公示", "channels": "信箱", "working_days": 5}
        actions.save_draft(cycle=cycle, starts_on=NOVEMBER, by=by, **words)


@pytest.fixture
def place(year) -> Community:
    return Community.objects.get(name="甸阳村")


@pytest.fixture
def cycle(year) -> Cycle:
    return Cycle.objects.get()


def survey(cycle, place, satisfied, office):
    actions.record_survey(
        cycle=cycle, community=place, respondents=50, satisfied=satisfied, by=office
    )


def publish(client, seen: str) -> str:
    return text(client.post(PREVIEW + "publication/", {"seen": seen}, follow=True))


def test_a_survey_corrected_after_the_assessment_is_told_and_taken_in_first(
    client, cycle, place, office
):
    acknowledge_all(cycle)
    assert "发布公示…" in text(client.get(YEAR))
    (seen,) = re.findall('name="seen" value="([^"]+)"', text(client.get(PREVIEW)))
    survey(cycle, place, 45, office)
    page = text(client.get(YEAR))
    assert SURVEYED in page
    assert "发布公示…" not in page
    assert "评估</button>" in page
    assert 'action="/office/cycles/2025/assessment/"' in page
    preview = text(client.get(PREVIEW))
    assert SURVEYED in preview
    assert 'name="seen"' not in preview
    assert SURVEYED in publish(client, seen)
    assert not Notice.objects.exists()
    actions.assess(cycle=cycle, on=date(2025, 11, 3), by=office)
    for url in (YEAR, PREVIEW):
        assert "在评估之后" not in text(client.get(url))
    acknowledge_all(cycle)
    assert 'name="seen"' in text(client.get(PREVIEW))


def test_the_same_figures_again_change_nothing(client, cycle, place, office):
    survey(cycle, place, 49, office)
    assert "在评估之后" not in text(client.get(YEAR))


def test_who_takes_part_or_no_longer_since_the_assessment_is_told(client, cycle, place, office):
    communities.exclude(community=place, reason="整体拆迁", by=office)
    for url in (YEAR, PREVIEW):
        assert SINCE.format("达标，现在不参评") in text(client.get(url))
    communities.include(community=place, by=office)
    assert "在评估之后" not in text(client.get(YEAR))
    communities.exclude(community=place, reason="整体拆迁", by=office)
    actions.assess(cycle=cycle, on=date(2025, 11, 3), by=office)
    assert "在评估之后" not in text(client.get(YEAR))
    communities.include(community=place, by=office)
    assert SINCE.format("不参评，现在达标") in text(client.get(YEAR))


def test_the_preview_repeats_what_the_other_pages_of_the_year_warn_of(client, cycle, office):
    assert "还没有公布" not in text(client.get(PREVIEW))
    actions.open_cycle(year=2024, by=office)
    page = text(client.get(PREVIEW))
    assert "2024 年度创建中，还没有公布" in page
    assert "12 个月一份没签，达标结果不可靠，请催报后重新评估。" in page
    assert '/office/dashboard/?year=2025#missing-returns"' in page


def burglary(place, office):
    found(place, on=date(2025, 10, 31))


def waits(place, office):
    report(place, on=date(2025, 10, 31))


def found_on_anew(place, office):
    incident = place.incidents.get()
    incidents.determine(incident=incident, criterion=4, counts=True, reason="已立案", by=office)


def signed(place, office):
    month = {"station": place.station, "month": date(2025, 3, 1), "incident_count": 0}
    MonthlyReturn.objects.create(**month, signed_by=office)


def renamed(place, office):
    Community.objects.filter(pk=place.pk).update(name="甸阳新村")


def closed(place, office):
    Community.objects.filter(pk=place.pk).update(closed_on=date(2025, 10, 31))


def joined_later(place, office):
    CommunityFactory(name="由旺村")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (burglary, "“甸阳村”（达标，现在不达标）"),
        (waits, "“甸阳村”（达标，现在待认定）"),
        (found_on_anew, "“甸阳村”（达标，现在不达标）"),
        (signed, "“文武村”（零报告有变）、“甸阳村”（零报告有变）"),
        (renamed, "“甸阳新村”（名录有变）"),
        (closed, "“甸阳村”（达标，现在不参评）"),
        (joined_later, "“由旺村”（还没有结果，现在达标）"),
    ],
)
def test_whatever_it_is_that_changed_it_is_taken_in_first(
    client, place, cycle, office, change, told
):
    change(place, office)
    said = f"评估之后情况有变，结果和现在的不一样：{told}。请先重新评估。"
    for url in (YEAR, PREVIEW):
        assert said in text(client.get(url)), url
    assert said in publish(client, "")
    assert not Notice.objects.exists()
    actions.assess(cycle=cycle, on=date(2025, 11, 3), by=office)
    assert "情况有变" not in text(client.get(PREVIEW))


def test_more_that_changed_takes_no_more_queries(client, place, cycle, office):
    found(place, on=date(2025, 10, 31))
    few = [queries(client, url) for url in (YEAR, PREVIEW, "/office/dashboard/")]
    CommunityFactory.create_batch(10)
    for _ in range(2):
        found(CommunityFactory(), on=date(2025, 10, 31))
    assert [queries(client, url) for url in (YEAR, PREVIEW, "/office/dashboard/")] == few
    assert "等 13 个。请先重新评估。" in text(client.get(YEAR))
