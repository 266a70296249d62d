"""The list of a year's results: what it shows, how it is narrowed down, deciding about several."""

import csv
import io
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import load_workbook

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from evaluation import actions
from evaluation.models import (
    Cycle,
    Honour,
    HonourState,
    Level,
    Verdict,
)
from evaluation.streaks.queries import streaks
from evaluation.year import export
from incidents.kinds import Kind
from tests.examples import examples
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    TownshipFactory,
    UserFactory,
    assessed_cycle,
    found,
    noticed_cycle,
    report,
)
from tests.pages import text
from wufaan.errors import DomainError
from wufaan.sheets import download

pytestmark = pytest.mark.django_db
URL = "/office/cycles/2025/"
DECIDE = URL + "decisions/"


def rows(client, **filters) -> list:
    return list(client.get(URL, filters).context["page"])


def names(client, **filters) -> list[str]:
    return [row.verdict.name for row in rows(client, **filters)]


def choices(response, name: str) -> dict[str, str]:
    return dict(response.context["filter"].form.fields[name].widget.choices)


# ---- What a row shows ----


def test_a_row_shows_criteria_satisfaction_and_the_years_running(client, office):
    place = CommunityFactory(name="甸阳村")
    titled(place, 2023, 2024)
    found(place)
    found(place, kind=Kind.GROUP_BRAWL)
    cycle = actions.open_cycle(year=2025, by=office)
    actions.record_survey(cycle=cycle, community=place, respondents=60, satisfied=57, by=office)
    actions.assess(cycle=cycle, by=office)
    (row,) = rows(client)
    assert [c.number for c in row.criteria] == [3, 4]
    assert (row.satisfaction, row.streak) == ("95.0%", 2)
    page = text(client.get(URL))
    for words in ("2 年", "95.0%", "60 人", "第 4 项：入室盗窃、传销、诈骗等可防性刑事案件"):
        assert words in page


def test_a_revoked_title_breaks_the_streak(client, office):
    titled(CommunityFactory(), 2022, 2023, 2024)
    assessed_cycle(2025)
    assert rows(client)[0].streak == 3
    broken = Honour.objects.get(year=2023)
    actions.revoke(honour=broken, reason="漏报", on=date(2025, 5, 1), by=office)
    assert rows(client)[0].streak == 1


YEARS = range(2020, 2026)
HISTORY = st.dictionaries(st.sampled_from(YEARS), st.sampled_from(HonourState), max_size=6)


class TestStreaks(TestCase):
    @classmethod
    def setUpTestData(cls):
        for year in YEARS:
            actions.open_cycle(year=year, by=User.objects.system())

    @examples(few=40, many=2000)
    @given(histories=st.lists(HISTORY, min_size=1, max_size=4), last_year=st.sampled_from(YEARS))
    def test_equal_walking_back_year_by_year(self, histories, last_year):
        cycles = {cycle.year: cycle for cycle in Cycle.objects.all()}
        places = [CommunityFactory() for _ in histories]
        for place, history in zip(places, histories, strict=True):
            for year, state in history.items():
                _honour(place, cycles[year], state)
                _honour(place, None, HonourState.STANDING, year=year, level=Level.MUNICIPAL)
        plain = Counter(
            {
                place.pk: _walk_back(history, last_year)
                for place, history in zip(places, histories, strict=True)
            }
        )
        found = streaks([place.pk for place in places], last_year)
        assert {place.pk: found.of(place.pk).running for place in places} == {
            place.pk: plain[place.pk] for place in places
        }


def titled(place, *years: int) -> None:
    for year in years:
        cycle = actions.open_cycle(year=year, by=User.objects.system())
        _honour(place, cycle, HonourState.STANDING)


def _honour(place, cycle, state, year=None, level=Level.COUNTY):
    ended = state != HonourState.STANDING
    Honour.objects.create(
        community=place,
        level=level,
        year=year or cycle.year,
        cycle=cycle,
        state=state,
        name=place.name,
        kind=place.kind,
        township_name="甸阳镇",
        granted_on=date(2025, 1, 1),
        ended_on=date(2025, 1, 2) if ended else None,
        end_reason="原因" if ended else "",
    )


def _walk_back(history: dict, year: int) -> int:
    return 1 + _walk_back(history, year - 1) if history.get(year) == HonourState.STANDING else 0


# ---- Narrowing down and putting in order ----


@pytest.fixture(scope="module")
def year(kept) -> None:
    """A village that broke criterion 4 in 由旺镇; in 甸阳镇 two quiet ones, of one of which the
    compound waits."""
    by = User.objects.system()
    quiet = CommunityFactory(name="甸阳村")
    found(
        CommunityFactory(name="文武村", township=TownshipFactory(code="530521102", name="由旺镇"))
    )
    report(CompoundFactory(name="善洲花园", parent=quiet), kind=Kind.FIRE)
    CommunityFactory(name="团树村")
    cycle = actions.open_cycle(year=2025, by=by)
    actions.configure(cycle=cycle, rolls_up=False, by=by)
    actions.assess(cycle=cycle, by=by)


@pytest.fixture
def county(year, office) -> Cycle:
    return Cycle.objects.get()


def test_each_choice_says_how_many_there_would_be_under_the_other_filters(client, county, office):
    client.post(DECIDE, {"act": "exemplar", "codes": [Verdict.objects.get(name="团树村").code]})
    response = client.get(URL, {"kind": "village"})
    of_outcomes = {value: count for value, _, count in response.context["facets"] if count}
    assert of_outcomes == {"": 3, "qualified": 2, "disqualified": 1}
    assert choices(response, "kind")["compound"] == "小区（1）"
    assert choices(response, "kind")["village"] == "行政村（3）"
    assert choices(response, "township")["530521102"] == "由旺镇（1）"
    assert choices(response, "township")["530521101"] == "甸阳镇（2）"
    assert choices(response, "criterion")["4"] == "第 4 项标准（1）"
    assert choices(response, "decision")["exemplar"] == "先进典型（1）"
    response = client.get(URL, {"township": "530521101", "kind": "village"})
    assert choices(response, "criterion")["4"] == "第 4 项标准（0）"
    assert choices(response, "township")["530521102"] == "由旺镇（1）"


def test_the_counts_are_those_that_each_filter_then_finds(client, county, office):
    base = {"kind": "village"}
    response = client.get(URL, base)
    for name in ("township", "kind", "criterion", "decision"):
        for value, label in choices(response, name).items():
            if value:
                found = narrowed(client, **base | {name: value})
                assert label.endswith(f"（{found}）"), label


def narrowed(client, **filters) -> int:
    """How many rows there are, without the page around them."""
    response = client.get(URL + "verdicts.csv", filters)
    return len(response.getvalue().splitlines()) - 1


def test_a_filter_that_is_no_choice_is_passed_over(client, county):
    everything = {"甸阳村", "文武村", "善洲花园", "团树村"}
    assert set(names(client, outcome="nonsense", criterion="11", township="x")) == everything
    assert set(names(client, sort="nonsense")) == everything
    assert set(names(client, text="\x01")) == everything


def test_headings_put_the_rows_in_order(client, county, office):
    quiet = Verdict.objects.get(name="甸阳村")
    actions.record_survey(
        cycle=county, community=quiet.community, respondents=10, satisfied=9, by=office
    )
    actions.record_survey(
        cycle=county,
        community=Verdict.objects.get(name="团树村").community,
        respondents=20,
        satisfied=19,
        by=office,
    )
    actions.assess(cycle=county, by=office)
    assert names(client, sort="name") == ["甸阳村", "善洲花园", "团树村", "文武村"]
    assert names(client, sort="-name") == ["文武村", "团树村", "善洲花园", "甸阳村"]
    assert names(client, sort="-broken")[0] == "文武村"
    assert names(client, sort="satisfaction")[:2] == ["甸阳村", "团树村"]
    assert names(client, sort="-satisfaction")[:2] == ["团树村", "甸阳村"]
    assert names(client)[-1] == "文武村"
    assert 'aria-sort="descending"' in text(client.get(URL, {"sort": "-satisfaction"}))


# ---- Deciding about several ----


def codes(*wanted: str) -> list[str]:
    return [Verdict.objects.get(name=name).code for name in wanted]


def test_several_become_exemplars_at_once_each_with_its_event(client, county):
    response = client.post(
        DECIDE + "?outcome=qualified&page=1",
        {"act": "exemplar", "codes": codes("甸阳村", "团树村")},
    )
    assert response["Location"] == URL + "?outcome=qualified&page=1"
    assert set(Verdict.objects.exemplars().values_list("name", flat=True)) == {"甸阳村", "团树村"}
    assert Event.objects.filter(verb="verdict_exemplar").count() == 2
    assert "已选为先进典型 2 个" in text(client.get(URL))


@pytest.mark.parametrize("address", [DECIDE, URL + "exemplars/choice/"])
def test_models_with_whom_too_few_are_satisfied_are_named(client, office, address):
    low, high = CommunityFactory(name="甸阳村"), CommunityFactory(name="文武村")
    assessed_cycle(2025, surveys=[(low, 50, 44), (high, 50, 45)])
    data = {"act": "exemplar", "codes": [low.code, high.code]}
    page = text(client.post(address, data, follow=True))
    assert "其中满意度不到 90% 的：甸阳村（88.0%），请再斟酌" in page


def test_doing_it_twice_changes_nothing_more(client, county):
    data = {"act": "exemplar", "codes": codes("甸阳村", "团树村")}
    client.post(DECIDE, data)
    client.post(DECIDE, data)
    assert Event.objects.filter(verb="verdict_exemplar").count() == 2


def test_exemplars_are_taken_back_together(client, county):
    data = {"codes": codes("甸阳村", "团树村")}
    client.post(DECIDE, data | {"act": "exemplar"})
    client.post(DECIDE, data | {"act": "plain"})
    assert not Verdict.objects.exemplars().exists()


def test_one_that_does_not_qualify_keeps_all_from_it_and_is_named(client, county):
    client.post(DECIDE, {"act": "withhold", "codes": codes("团树村"), "reason": "尚在核实"})
    page = text(
        client.post(DECIDE, {"act": "exemplar", "codes": codes("甸阳村", "文武村", "团树村")})
    )
    assert "“文武村”（不达标）、“团树村”（已暂缓）不在拟命名之列" in page
    assert not Verdict.objects.exemplars().exists()
    assert page.count(" checked>") == 2  # 甸阳村 and 团树村; 文武村 has no box


def test_several_are_withheld_with_one_reason(client, county, office):
    client.post(DECIDE, {"act": "exemplar", "codes": codes("甸阳村")})
    chosen = codes("甸阳村", "团树村")
    client.post(DECIDE, {"act": "withhold", "codes": chosen, "reason": "纠纷尚在核实"})
    withheld = Verdict.objects.withheld()
    assert {v.withheld_reason for v in withheld} == {"纠纷尚在核实"}
    assert {v.withheld_by for v in withheld} == {office}
    assert (withheld.count(), Verdict.objects.exemplars().count()) == (2, 0)


@pytest.mark.parametrize("reason", ["", "请联系 13800138000"])
def test_a_refused_reason_and_the_ticks_come_back(client, county, reason):
    data = {"act": "withhold", "codes": codes("甸阳村"), "reason": reason}
    page = text(client.post(DECIDE, data))
    assert page.count(" checked>") == 1
    assert f'value="{reason}"' in page
    assert "note-stop" in page
    assert not Verdict.objects.withheld().exists()


def test_nothing_ticked_says_to_tick_first(client, county):
    assert "还没有勾选" in text(client.post(DECIDE, {"act": "exemplar"}))


def test_a_code_of_another_year_or_no_code_is_refused(client, county):
    assert "请刷新页面" in text(client.post(DECIDE, {"act": "plain", "codes": ["530521999999"]}))
    for code in ("\x01", "x", "530521101001 "):
        assert client.post(DECIDE, {"act": "plain", "codes": [code]}).status_code == 200
    assert not Event.objects.filter(verb="verdict_exemplar").exists()


def test_all_of_a_page_can_be_ticked_without_javascript(client, county):
    assert text(client.get(URL, {"select": "all"})).count(" checked>") == 2


def test_the_share_of_exemplars_is_told_against_the_target(client, office):
    for _ in range(11):
        CommunityFactory()
    assessed_cycle(2025, exemplar_percent=20)
    client.post(DECIDE, {"act": "exemplar", "codes": [Verdict.objects.first().code]})
    exemplars = client.get(URL).context["exemplars"]
    assert exemplars == {"nameable": 11, "chosen": 1, "target": 2}


def test_on_notice_there_is_nothing_to_tick_and_nothing_is_changed(client, office):
    CommunityFactory()
    noticed_cycle(2025)
    assert 'name="codes"' not in text(client.get(URL))
    code = Verdict.objects.get().code
    page = text(client.post(DECIDE, {"act": "exemplar", "codes": [code]}))
    assert "现在的状态是“公示中”" in page
    assert not Verdict.objects.exemplars().exists()


def test_sent_back_only_withholding_is_offered(client, office):
    CommunityFactory()
    cycle = noticed_cycle(2025)
    actions.send_back(cycle=cycle, reason="再核实", by=UserFactory(role=Role.LEADING))
    page = text(client.get(URL))
    assert 'name="act" value="withhold"' in page
    assert 'name="act" value="exemplar"' not in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADING, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_the_office_decides(client, county, role):
    client.force_login(UserFactory(role=role))
    data = {"act": "exemplar", "codes": codes("甸阳村")}
    assert client.post(DECIDE, data).status_code == 404
    assert client.get(DECIDE).status_code == 404
    assert not Verdict.objects.exemplars().exists()


def test_the_leading_group_sees_no_boxes(client, county):
    client.force_login(UserFactory(role=Role.LEADING))
    assert 'name="codes"' not in text(client.get(URL))


def test_many_are_decided_in_as_many_queries_as_two(office, django_assert_num_queries):
    for _ in range(20):
        CommunityFactory()
    cycle = assessed_cycle(2025)
    few = [v.code for v in cycle.verdicts.all()[:2]]
    many = [v.code for v in cycle.verdicts.all()[2:]]
    with django_assert_num_queries(6):
        actions.mark_exemplars(cycle=cycle, codes=few, exemplar=True, by=office)
    with django_assert_num_queries(6):
        actions.mark_exemplars(cycle=cycle, codes=many, exemplar=True, by=office)


def test_nothing_chosen_is_nothing_done(county, office):
    with pytest.raises(DomainError, match="请刷新页面"):
        actions.mark_exemplars(cycle=county, codes=["1"], exemplar=True, by=office)
    assert actions.mark_exemplars(cycle=county, codes=[], exemplar=True, by=office) == 0


# ---- The sheet, and what pages cost ----


def test_the_sheet_holds_what_is_filtered_in_the_order_of_the_list(client, county):
    content = client.get(URL + "verdicts.xlsx", {"kind": "village", "sort": "-name"}).getvalue()
    sheet = load_workbook(io.BytesIO(content)).active
    table = list(sheet.iter_rows(values_only=True))
    assert [row[1] for row in table] == ["名称", "文武村", "团树村", "甸阳村"]
    broken = dict(zip(table[0], table[1], strict=True))
    assert (broken["结果"], str(broken["未达到的标准"])) == ("不达标", "4")
    assert broken["案（事）件编号"].startswith("WF2025-")


def test_as_csv_it_holds_the_same(client, county):
    content = client.get(URL + "verdicts.csv", {"kind": "village", "sort": "-name"}).getvalue()
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row[1] for row in table] == ["名称", "文武村", "团树村", "甸阳村"]
    assert client.get(URL + "verdicts.exe").status_code == 404


def test_a_csv_is_read_some_at_a_time_and_a_workbook_has_its_limit(client, county, monkeypatch):
    whole = client.get(URL + "verdicts.csv").getvalue()
    monkeypatch.setattr(export, "AT_A_TIME", 2)
    monkeypatch.setattr(download, "XLSX_LIMIT", 2)
    assert client.get(URL + "verdicts.csv").getvalue() == whole
    answer = client.get(URL + "verdicts.xlsx?kind=village", follow=True)
    assert "XLSX 一次最多 2 个。请缩小范围，或导出 CSV。" in text(answer)
    assert answer.request["QUERY_STRING"] == "kind=village"
