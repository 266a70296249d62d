"""目标: what should qualify and what did, by year and kind; and who could be the year's models."""

import io

import pytest
from openpyxl import load_workbook

from accounts.models import User
from accounts.permissions import Role
from communities.models import CommunityKind
from evaluation import actions
from evaluation.models import Cycle
from evaluation.year import targets
from evaluation.year.exemplars import ranking
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    UserFactory,
    assessed_cycle,
    found,
    published_cycle,
)
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db

PATH = "/office/targets/"


def test_kinds_have_the_target_of_all_unless_the_office_sets_their_own(office):
    found(CompoundFactory(parent=CommunityFactory()))
    cycle = assessed_cycle(2025, compounds_target_percent=0, rolls_up=False)
    (year,) = targets.years()
    assert [(r.share.label, r.target, r.against) for r in year.groups] == [
        ("合计", 70, "差 20.0 个百分点"),
        ("小区", 0, "达到"),
        ("行政村、社区", 70, "达到"),
    ]
    assert (cycle.compounds_target, cycle.villages_target) == (0, 70)


def test_after_2022_a_year_takes_over_what_the_office_set_before():
    system = User.objects.system()
    for year in (2021, 2022, 2024):
        actions.open_cycle(year=year, by=system)
    last = Cycle.objects.get(year=2024)
    actions.configure(cycle=last, target_percent=80, villages_target_percent=85, by=system)
    taken_over = actions.open_cycle(year=2025, by=system)
    rows = Cycle.objects.order_by("year").values_list("target_percent", "villages_target_percent")
    assert list(rows) == [(50, None), (70, None), (80, 85), (80, 85)]
    assert taken_over.compounds_target == 80


def test_the_page_has_charts_that_say_what_the_tables_beside_them_say(client, office):
    assert "还没有评选年度" in text(client.get(PATH))
    CommunityFactory(kind=CommunityKind.NEIGHBOURHOOD)
    published_cycle(2020)
    assessed_cycle(2021)
    actions.open_cycle(year=2022, by=office)
    page = text(client.get(PATH))
    assert client.get(PATH).context["cycle"].year == 2021
    assert (
        "<desc>2020：100.0%，目标 30%；2021：100.0%，目标 50%；2022：没有数据，目标 70%</desc>"
        in page
    )
    assert page.count("历年行政村、社区达标率") == 1
    assert client.get(PATH, {"year": "2022"}).context["cycle"].year == 2022
    assert client.get(PATH, {"year": "2031"}).status_code == 404


def test_the_same_as_a_file(client, office):
    CommunityFactory()
    published_cycle(2020)
    content = client.get("/office/targets.xlsx").content
    rows = [[c.value for c in row] for row in load_workbook(io.BytesIO(content)).worksheets[0]]
    told = [row[:8] for row in rows if str(row[0]) == "2020"]
    assert [row[2:] for row in told][0] == ["合计", 30, 1, 1, 100, "达到"]
    assert len(told) == 3


def test_models_are_proposed_by_satisfaction_then_work_then_years_and_by_code_at_last(office):
    places = [CommunityFactory(code=f"53052110100{n}") for n in range(1, 5)]
    asked = [(places[2], 50, 50), (places[1], 100, 95)]
    cycle = assessed_cycle(2025, surveys=asked, exemplar_percent=50)
    assert [c.verdict.community for c in ranking(cycle).candidates] == [
        places[2],
        places[1],
        places[0],
        places[3],
    ]
    assert ranking(cycle).target == 2
    assert ranking(cycle, first="work").order == ["台账完成", "满意度", "连续年数"]
    assert list(ranking(cycle, group="compounds").candidates) == []


def test_the_office_ticks_what_is_proposed_and_marks_it(client, office):
    for n in range(1, 5):
        place = CommunityFactory(code=f"53052110100{n}")
    cycle = assessed_cycle(2025, exemplar_percent=50, surveys=[(place, 50, 49)])
    path = f"/office/cycles/{cycle.year}/exemplars/"
    assert text(client.get(path)).count(" checked") == 0
    assert text(client.get(path, {"select": "proposed"})).count(" checked") == 1
    answer = client.post(path + "choice/", {"act": "exemplar"})
    assert "还没有勾选" in text(answer)
    code = "530521101004"
    client.post(path + "choice/?first=work", {"act": "exemplar", "codes": [code]})
    assert list(cycle.verdicts.exemplars().values_list("code", flat=True)) == [code]
    client.post(path + "choice/", {"act": "plain", "codes": [code]})
    assert not cycle.verdicts.exemplars().exists()
    client.force_login(UserFactory(role=Role.LEADING))
    assert 'type="checkbox" name="codes"' not in text(client.get(path))
    assert client.post(path + "choice/", {"act": "exemplar", "codes": [code]}).status_code == 404


@pytest.mark.parametrize("first", ["satisfaction", "work", "streak"])
def test_nobody_is_proposed_who_was_not_asked(client, office, first):
    places = [CommunityFactory(code=f"53052110100{n}") for n in range(1, 5)]
    cycle = assessed_cycle(2025, exemplar_percent=50)
    path = f"/office/cycles/2025/exemplars/?first={first}"
    assert "建议</span>" not in text(client.get(path))
    actions.record_surveys(cycle=cycle, surveys=[(places[3], 50, 49)], by=office)
    actions.assess(cycle=cycle, by=office)
    assert text(client.get(path)).count("建议</span>") == 1


def test_more_communities_and_years_take_no_more_queries(client, office):
    CommunityFactory()
    published_cycle(2024)
    assessed_cycle(2025)
    paths = [PATH, "/office/targets.xlsx", "/office/cycles/2025/exemplars/"]
    few = [queries(client, path) for path in paths]
    for _ in range(5):
        CompoundFactory(parent=CommunityFactory())
    assessed_cycle(2026)
    actions.assess(cycle=Cycle.objects.get(year=2025), by=User.objects.system())
    assert [queries(client, path) for path in paths] == few
