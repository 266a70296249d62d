"""一村一档: everything about one community, in the panel and as a page, to whoever may see it."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.permissions import Role
from communities import actions as registry
from communities.models import Community
from evaluation import actions
from evaluation.models import (
    Honour,
    Objection,
    Survey,
    Verdict,
)
from incidents import actions as incidents
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    StationFactory,
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


def page(client, place) -> str:
    return text(client.get(f"/office/dossiers/{place.code}/"))


def section(client, place, key: str) -> list[str]:
    """What the lines of one section say."""
    response = client.get(f"/office/dossiers/{place.code}/")
    (part,) = [s for s in response.context["dossier"].sections if s.key == key]
    return [f"{line.when} {line.text} {line.note}".strip() for line in part.lines]


@pytest.fixture(scope="module")
def years(kept) -> None:
    """Named in 2023, broken in 2024 by its compound; 2025 on notice with an objection."""
    office = UserFactory(role=Role.OFFICE)
    village = CommunityFactory(name="甸阳村", population=1200)
    CommunityFactory(name="由旺村")
    published_cycle(2023)
    compound = CompoundFactory(parent=village, name="善洲花园")
    found(compound, on=date(2024, 5, 1))
    published_cycle(2024)
    cycle = actions.open_cycle(year=2025, by=office)
    actions.record_survey(cycle=cycle, community=village, respondents=50, satisfied=48, by=office)
    actions.assess(cycle=cycle, on=date(2025, 11, 1), by=office)
    issued(
        cycle=cycle,
        number="",
        title="公示",
        channels="信箱",
        starts_on=date(2025, 11, 3),
        by=office,
    )
    Objection.objects.create(
        notice=cycle.notice,
        entry=cycle.notice.entries.get(name="甸阳村"),
        reference="YY2025-1",
        channel="letter",
        text="去年有人家被盗",
        received_on=date(2025, 11, 4),
        due_on=date(2025, 11, 19),
    )


@pytest.fixture
def village(years, office) -> Community:
    return Community.objects.get(name="甸阳村")


def test_it_tells_everything_over_the_years(client, village):
    assert section(client, village, "titles")[-1].startswith("2023 县级无发案村社")
    results = section(client, village, "verdicts")
    assert [line[:4] for line in results] == ["2025", "2024", "2023"]
    assert "第 4 项 入室盗窃（辖内小区）" in results[1]
    assert section(client, village, "surveys") == [
        "2025 96.0% 受访 50 人，满意 48 人，95% 区间 86.5–98.9%"
    ]
    assert section(client, village, "objections") == ["2025-11-04 YY2025-1 正在核查"]
    Objection.objects.update(entry=None, missing=village)
    assert section(client, village, "objections") == ["2025-11-04 YY2025-1 没有列入的，正在核查"]
    (earlier,) = section(client, village, "earlier")
    assert "入室盗窃" in earlier
    assert "计入 2024 年度结果；善洲花园" in earlier
    assert section(client, village, "incidents") == []
    history = " ".join(section(client, village, "history"))
    for words in ("登记满意度（2025 年度）", "编证书号（证书 530521-2023-0001）"):
        assert words in history


def test_the_head_says_what_and_where_it_is(client, village):
    content = page(client, village)
    for words in ("甸阳派出所", "1\N{NARROW NO-BREAK SPACE}200 人", "甸阳镇", "善洲花园"):
        assert words in content


def test_it_names_what_was_merged_into_it(client, office):
    into, gone = CommunityFactory(name="甸阳村"), CommunityFactory(name="沙坝村")
    registry.merge(community=gone, into=into, on=date(2025, 6, 30), by=office)
    assert "由此并入" in page(client, into)
    assert f"/office/dossiers/{gone.code}/" in page(client, into)
    panel = text(client.get(reverse("registry-community", args=[into.code])))
    assert f"/office/dossiers/{into.code}/" in panel


def test_months_without_a_return_are_named(client, office):
    place = CommunityFactory()
    assessed_cycle(2025)
    months = section(client, place, "returns")
    assert len(months) == 12
    assert months[0].startswith("2024-11")


def test_the_panel_has_it_all_below_the_result(client, village):
    content = text(client.get(f"/office/cycles/2024/verdicts/{village.code}/"))
    for words in (
        "历年结果",
        "2024 年度案（事）件",
        "变更记录",
        f"/office/dossiers/{village.code}/",
    ):
        assert words in content


def test_of_its_own_place_an_officer_sees_titles_results_and_incidents_only(client, village):
    client.force_login(UserFactory(role=Role.OFFICER))
    response = client.get(f"/office/dossiers/{village.code}/")
    keys = [part.key for part in response.context["dossier"].sections]
    assert keys == ["titles", "verdicts", "work", "earlier"]
    assert "YY2025-1" not in text(response)


def test_an_officer_sees_why_a_year_was_lost(client, village):
    client.force_login(UserFactory(role=Role.OFFICER))
    results = section(client, village, "verdicts")
    assert [line[:4] for line in results] == ["2025", "2024", "2023"]
    assert "第 4 项 入室盗窃（辖内小区）" in results[1]
    assert "verdicts/" not in page(client, village)
    (earlier,) = section(client, village, "earlier")
    assert "2024 年度；计入 2024 年度结果；善洲花园" in earlier


def test_what_did_not_count_is_told_apart(client, village, office):
    incident = found(village, on=date(2024, 6, 1))
    incidents.determine(incident=incident, criterion=4, counts=False, reason="邻县", by=office)
    client.force_login(UserFactory(role=Role.OFFICER))
    response = client.get(f"/office/dossiers/{village.code}/")
    (part,) = [s for s in response.context["dossier"].sections if s.key == "earlier"]
    assert [(line.state, line.word) for line in part.lines] == [
        ("not", "不计入"),
        ("counts", "计入第 4 项"),
    ]
    assert part.lines[0].note == "2024 年度"


def test_before_the_notice_an_officer_sees_nothing_of_the_year(client, office):
    place = CommunityFactory()
    cycle = assessed_cycle(2025)
    client.force_login(UserFactory(role=Role.OFFICER))
    assert section(client, place, "verdicts") == []
    days = {"starts_on": date(2025, 11, 3), "on": date(2025, 11, 3)}
    words = {"number": "", "title": "公示", "channels": "信箱"}
    notice = issued(cycle=cycle, **words, **days, by=office)
    assert [line[:4] for line in section(client, place, "verdicts")] == ["2025"]
    actions.cancel_notice(notice=notice, reason="名单有误", on=date(2025, 11, 4), by=office)
    assert section(client, place, "verdicts") == []


def test_of_another_station_s_place_an_officer_sees_nothing(client, village):
    StationFactory(code="530521020000", name="由旺派出所")
    client.force_login(UserFactory(role=Role.OFFICER, station_code="530521020000"))
    assert client.get(f"/office/dossiers/{village.code}/").status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_sees_no_case_data_finds_no_dossier(client, village, role):
    client.force_login(UserFactory(role=role))
    assert client.get(f"/office/dossiers/{village.code}/").status_code == 404


def test_a_longer_history_takes_no_more_queries(client, office):
    place = CommunityFactory()
    for year in (2021, 2022):
        found(place, on=date(year, 3, 1))
    CommunityFactory()
    published_cycle(2022)
    path = f"/office/dossiers/{place.code}/"
    client.get(path)
    few = queries(client, path)
    for year in (2023, 2024):
        for _ in range(3):
            found(place, on=date(year - 1, 12, 1))
            found(CompoundFactory(parent=place), on=date(year, 1, 1))
        published_cycle(year)
    assert queries(client, path) == few


# ---- Satisfaction, put on record in the panel ----


@pytest.fixture
def place(office):
    place = CommunityFactory(name="甸阳村")
    assessed_cycle(2025)
    return place


def survey_url(place) -> str:
    return f"/office/cycles/2025/verdicts/{place.code}/survey/"


def test_a_survey_is_put_on_record_and_counts_after_the_next_assessment(client, place):
    data = {"respondents": "60", "satisfied": "57"}
    response = client.post(survey_url(place) + "?outcome=qualified", data)
    assert response["Location"].endswith(f"/verdicts/{place.code}/?outcome=qualified")
    survey = Survey.objects.get()
    assert (survey.respondents, survey.satisfied) == (60, 57)
    assert Verdict.objects.get().respondents is None
    assert "新登记：受访 60 人，满意 57 人" in text(client.get(response["Location"]))


def test_a_survey_is_put_right_in_place(client, place):
    client.post(survey_url(place), {"respondents": "60", "satisfied": "57"})
    client.post(survey_url(place), {"respondents": "61", "satisfied": "57"})
    assert Survey.objects.get().respondents == 61


@pytest.mark.parametrize(
    ("respondents", "satisfied", "words"),
    [("10", "11", "之间"), ("0", "0", "至少是 1"), ("", "5", "请填写“受访人数”")],
)
def test_impossible_figures_are_refused_and_kept_in_the_form(
    client, place, respondents, satisfied, words
):
    data = {"respondents": respondents, "satisfied": satisfied}
    content = text(client.post(survey_url(place), data))
    assert words in content
    assert f'value="{satisfied}"' in content
    assert not Survey.objects.exists()


def test_once_on_notice_no_survey_is_taken(client, office):
    place = CommunityFactory()
    noticed_cycle(2025)
    assert "登记满意度" not in text(client.get(f"/office/cycles/2025/verdicts/{place.code}/"))
    content = text(client.post(survey_url(place), {"respondents": "10", "satisfied": "9"}))
    assert "不能再登记满意度" in content
    assert not Survey.objects.exists()


def test_the_leading_group_records_no_survey(client, place):
    client.force_login(UserFactory(role=Role.LEADING))
    assert client.post(survey_url(place), {"respondents": "9", "satisfied": "9"}).status_code == 404
    assert "登记满意度" not in text(client.get(f"/office/cycles/2025/verdicts/{place.code}/"))
    assert not Honour.objects.exists()
