"""What is put on record between the assessment and the notice: told on the way, and not frozen as
if it were not there."""

import re
from datetime import date

import pytest

from communities import actions as communities
from evaluation import actions
from evaluation.models import Notice
from tests.factories import CommunityFactory, assessed_cycle
from tests.pages import text

pytestmark = pytest.mark.django_db

YEAR, PREVIEW = "/office/cycles/2025/", "/office/cycles/2025/notice/"
SINCE = "评估之后情况有变，结果和现在的不一样：“甸阳村”（{}）。请先重新评估。"
SURVEYED = SINCE.format("满意度有变")


@pytest.fixture(autouse=True)
def it_is_november(it_is):
    it_is(date(2025, 11, 3))


@pytest.fixture
def place(office):
    CommunityFactory(name="文武村")
    return CommunityFactory(name="甸阳村")


@pytest.fixture
def cycle(place, office):
    cycle = assessed_cycle(2025, surveys=[(place, 50, 49)], issuer="县公安局", approval_basis="x")
    words = {"number": "1号", "title": "公示", "channels": "信箱", "working_days": 5}
    actions.save_draft(cycle=cycle, starts_on=date(2025, 11, 3), by=office, **words)
    return cycle


def survey(cycle, place, satisfied, office):
    actions.record_survey(
        cycle=cycle, community=place, respondents=50, satisfied=satisfied, by=office
    )


def publish(client, seen: str) -> str:
    return text(client.post(PREVIEW + "publication/", {"seen": seen}, follow=True))


def test_a_survey_corrected_after_the_assessment_is_told_and_taken_in_first(
    client, cycle, place, office
):
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
    assert "份零报告，公示前请催报。" in page
    assert '/office/dashboard/?year=2025#missing-returns"' in page
