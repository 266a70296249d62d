"""Titles: found, looked at, ended for a reason in two steps."""

import re
from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from communities.models import Community
from evaluation import actions
from evaluation.models import Honour, HonourState, Level
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    TownshipFactory,
    UserFactory,
    approved_cycle,
    found,
    published_cycle,
)
from tests.pages import text
from tests.queries import queries
from wufaan.clock import today
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db


def names(client, **filters) -> list[str]:
    return [h.name for h in client.get("/office/honours/", filters).context["page"]]


@pytest.fixture(scope="module")
def two_years(kept) -> None:
    """甸阳村 named in both years, 由旺村 in 2025 only."""
    CommunityFactory(name="甸阳村")
    other = CommunityFactory(
        name="由旺村", township=TownshipFactory(code="530521102", name="由旺镇")
    )
    found(other, on=date(2024, 3, 1))
    published_cycle(2024)
    published_cycle(2025)


@pytest.fixture
def titles(two_years, office) -> list[Community]:
    """甸阳村, 由旺村."""
    return list(Community.objects.order_by("code"))


# ---- The list and one title ----


def test_titles_are_narrowed_down_by_each_filter(client, titles, office):
    assert names(client) == ["甸阳村", "由旺村", "甸阳村"]
    assert names(client, year="2024") == ["甸阳村"]
    assert names(client, township="由旺镇") == ["由旺村"]
    assert names(client, text="youwang") == ["由旺村"]
    assert names(client, text=titles[1].code) == ["由旺村"]
    assert names(client, level="municipal") == []
    revoke(Honour.objects.get(name="由旺村"), office)
    assert names(client, state="revoked") == ["由旺村"]
    assert len(names(client, year="x", level="x", state="x", township="x")) == 3


def revoke(honour: Honour, by) -> None:
    actions.revoke(honour=honour, reason="复核发现漏报", on=date(2026, 5, 6), by=by)


def test_a_title_shows_what_it_rests_on_and_its_certificate(client, titles):
    honour = Honour.objects.get(name="甸阳村", year=2025)
    content = text(client.get(f"/office/honours/{honour.pk}/"))
    for words in (
        "2025 年度评估结果",
        honour.plaque.number,
        f"/office/cycles/2025/verdicts/{titles[0].code}/",
        f"/office/dossiers/{titles[0].code}/",
    ):
        assert words in content


def test_a_higher_title_leads_to_the_two_below_and_they_lead_up(client, titles, office):
    result = record(titles[0], office)
    content = text(client.get(f"/office/honours/{result.pk}/"))
    for below in Honour.objects.at(Level.COUNTY).of(titles[0]):
        assert f'href="/office/honours/{below.pk}/"' in content
        upward = text(client.get(f"/office/honours/{below.pk}/"))
        assert "以此为据" in upward
        assert f'href="/office/honours/{result.pk}/"' in upward


def record(place, by, level=Level.MUNICIPAL) -> Honour:
    (honour,) = actions.record_results(
        communities=[place],
        level=level,
        year=2025,
        document_number="保无案组〔2026〕3号",
        granted_on=date(2026, 3, 18),
        by=by,
    )
    return honour


def test_a_title_that_is_not_announced_says_so(client, office):
    CommunityFactory()
    approved_cycle(2025)
    content = text(client.get(f"/office/honours/{Honour.objects.get().pk}/"))
    assert "年度名单公布之后" in content


# ---- Its end, in two steps ----

ENDING = {"reason": "复核查明发生入室盗窃", "on": "2026-05-06"}


@pytest.mark.parametrize(
    ("step", "state", "word"),
    [("revocation", HonourState.REVOKED, "撤销"), ("voiding", HonourState.VOID, "注销")],
)
def test_a_title_ends_only_after_the_second_step(client, titles, step, state, word):
    honour = Honour.objects.get(name="由旺村")
    url = f"/office/honours/{honour.pk}/{step}/"
    assert "第 1 步" in text(client.get(url))
    second = text(client.post(url, ENDING))
    assert "第 2 步" in second
    assert "复核查明发生入室盗窃" in second
    honour.refresh_from_db()
    assert honour.state == HonourState.STANDING
    response = client.post(url, ENDING | {"confirmed": "1"})
    assert response["Location"] == f"/office/honours/{honour.pk}/"
    honour.refresh_from_db()
    assert (honour.state, honour.ended_on) == (state, date(2026, 5, 6))
    public = text(client.get(f"/communities/{titles[1].code}/"))
    assert f"2026年5月6日{word}<span>：复核查明发生入室盗窃</span>" in public
    assert word in text(client.get(f"/verify/{honour.plaque.number}/"))


@pytest.mark.parametrize(
    ("custody", "words"),
    [
        ("here", "证书和牌匾尚在库中，不用收回"),
        ("delivered", "证书和牌匾须收回"),
        ("recovered", "证书和牌匾已经收回"),
    ],
)
def test_the_second_step_says_whether_the_plaque_is_to_be_fetched(client, titles, custody, words):
    honour = Honour.objects.get(name="由旺村")
    type(honour.plaque).objects.filter(pk=honour.plaque.pk).update(custody=custody)
    assert words in text(client.post(f"/office/honours/{honour.pk}/revocation/", ENDING))


def test_a_title_may_end_today(titles, office):
    honour = Honour.objects.get(name="由旺村")
    actions.revoke(honour=honour, reason="漏报", on=today(), by=office)
    honour.refresh_from_db()
    assert honour.ended_on == today()


def test_going_back_from_the_second_step_keeps_what_was_typed(client, titles):
    honour = Honour.objects.get(name="由旺村")
    url = f"/office/honours/{honour.pk}/revocation/"
    content = text(client.post(url, ENDING | {"back": "1"}))
    assert "第 1 步" in content
    assert "复核查明发生入室盗窃" in content
    assert "2026-05-06" in content


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": "请联系 13800138000"}, "手机号码"),
        ({"on": "2020-01-01"}, "终止日期不能更早"),
        ({"on": (today() + timedelta(days=1)).isoformat()}, "还没有到，请核对"),
        ({"reason": ""}, "请填写“原因”"),
        ({"on": "昨天"}, "输入一个有效的日期"),
    ],
)
def test_a_refused_ending_changes_nothing_and_is_still_in_the_form(client, titles, change, words):
    honour = Honour.objects.get(name="由旺村")
    data = ENDING | change
    url = f"/office/honours/{honour.pk}/revocation/"
    content = text(client.post(url, data | {"confirmed": "1"}))
    assert words in content
    assert data["reason"] in content
    honour.refresh_from_db()
    assert honour.state == HonourState.STANDING


@pytest.mark.parametrize("step", ["revocation", "voiding"])
@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}])
def test_an_impossible_day_is_told_at_once_and_the_corrected_one_is_looked_at_again(
    client, titles, step, confirmed
):
    """An end cannot be taken back: the page of an error must not confirm by itself."""
    honour = Honour.objects.get(name="由旺村")
    url = f"/office/honours/{honour.pk}/{step}/"
    refused = client.post(url, ENDING | confirmed | {"on": "2020-01-01"})
    assert "第 1 步" in text(refused)
    assert "终止日期不能更早" in text(refused)
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text(refused))
    assert "第 2 步" in text(client.post(url, dict(hidden) | ENDING))
    honour.refresh_from_db()
    assert honour.state == HonourState.STANDING


def test_confirming_twice_is_told_that_it_has_ended(client, titles):
    honour = Honour.objects.get(name="由旺村")
    url = f"/office/honours/{honour.pk}/revocation/"
    for _ in range(2):
        response = client.post(url, ENDING | {"confirmed": "1"})
    assert "已撤销，不能再次变更" in text(response)
    assert Event.objects.filter(verb="honour_revoked").count() == 1


# ---- What the city and the province named ----


def test_a_result_without_a_document_is_refused(titles, office):
    with pytest.raises(DomainError, match="文号"):
        actions.record_results(
            communities=[titles[0]],
            level=Level.MUNICIPAL,
            year=2025,
            document_number=" ",
            granted_on=date(2026, 3, 18),
            by=office,
        )


# ---- Who, and at what cost ----


def test_the_leading_group_looks_and_changes_nothing(client, titles):
    client.force_login(UserFactory(role=Role.LEADING))
    pk = Honour.objects.first().pk
    content = text(client.get(f"/office/honours/{pk}/"))
    assert "撤销…" not in content
    assert "登记上级命名" not in text(client.get("/office/honours/"))
    for path in (f"{pk}/revocation/", f"{pk}/voiding/"):
        assert client.get(f"/office/honours/{path}").status_code == 404
        assert client.post(f"/office/honours/{path}", ENDING).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_find_no_titles(client, titles, role):
    client.force_login(UserFactory(role=role))
    pk = Honour.objects.first().pk
    for path in ("", f"{pk}/", f"{pk}/revocation/", f"{pk}/voiding/"):
        assert client.get(f"/office/honours/{path}").status_code == 404


def test_a_longer_list_takes_no_more_queries(client, titles):
    few = queries(client, "/office/honours/")
    for _ in range(5):
        CompoundFactory()
    published_cycle(2022)
    published_cycle(2023)
    assert queries(client, "/office/honours/") == few
