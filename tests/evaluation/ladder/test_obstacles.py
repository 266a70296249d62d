"""What stands in the way of a step of the ladder: its page says what the action refuses with."""

from datetime import date

import pytest

from accounts.models import User
from communities.models import Community
from evaluation import actions
from evaluation.models import Honour, Level, Nomination
from tests.factories import CommunityFactory, published_cycle
from tests.pages import text
from wufaan.obstacles import Stopped

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 6)
WHY = {"reason": "名额已满"}
PAPER = {"document_number": "保无案组〔2026〕3号"}
PAGES = {
    "submit": "submission",
    "grant": "naming",
    "refuse": "refusal",
    "withdraw": "withdrawal",
    "restore": "restoration",
}


@pytest.fixture(scope="module")
def two_years(kept) -> None:
    """甲村 and 乙村, both with two county years running."""
    for name in ("甲村", "乙村"):
        CommunityFactory(name=name)
    published_cycle(2024)
    published_cycle(2025)


@pytest.fixture
def due(two_years) -> list[Nomination]:
    return list(Nomination.objects.order_by("pk"))


def take(verb: str, nominations: list[Nomination], by: User) -> None:
    told = {"nominations": nominations, "by": by}
    match verb:
        case "submit":
            actions.submit_nominations(on=DAY, **PAPER, **told)
        case "grant":
            actions.grant_nominations(granted_on=DAY, **PAPER, **told)
        case "refuse":
            actions.record_refusal(on=DAY, **WHY, **told)
        case "withdraw":
            actions.withdraw_nominations(**WHY, **told)
        case "restore":
            actions.restore_nominations(**WHY, **told)


def of_two_levels(due: list[Nomination], by: User) -> None:
    Nomination.objects.filter(pk=due[0].pk).update(level=Level.PROVINCIAL)


def submitted(due: list[Nomination], by: User) -> None:
    take("submit", due[:1], by)


def named(due: list[Nomination], by: User) -> None:
    take("grant", due[:1], by)


def lost(due: list[Nomination], by: User) -> None:
    """Which withdraws what rests on it."""
    actions.revoke(honour=due[0].first, reason="瞒报。", on=DAY, by=by)


def lost_after_a_refusal(due: list[Nomination], by: User) -> None:
    take("refuse", due[:1], by)
    lost(due, by)


@pytest.mark.parametrize(
    ("verb", "situation", "told"),
    [
        ("submit", of_two_levels, "一份文件只管一级：请把报不同级别的分开勾选。"),
        ("submit", submitted, "“甲村”（已上报）现在不能登记上报，一个也没有登记。"),
        ("grant", of_two_levels, "一份文件只管一级：请把报不同级别的分开勾选。"),
        ("grant", named, "“甲村”（已命名）现在不能登记命名，一个也没有登记。"),
        ("grant", lost_after_a_refusal, "“甲村”在 2024、2025 两年没有连续有效的县级称号，"),
        ("refuse", named, "“甲村”（已命名）现在不能登记未获命名，一个也没有登记。"),
        (
            "withdraw",
            lost,
            "“甲村”（已撤回：作为依据的 2024 年县级称号已撤销：瞒报。）现在不能撤回",
        ),
        ("restore", lost, "“甲村”在 2024、2025 两年没有连续有效的县级称号，不能恢复上报。"),
        ("restore", submitted, "现在不能恢复上报，一个也没有登记。"),
    ],
)
def test_the_page_says_what_the_action_refuses_with(client, office, due, verb, situation, told):
    situation(due, office)
    due = list(Nomination.objects.order_by("pk"))
    with pytest.raises(Stopped) as refused:
        take(verb, due, office)
    assert told in str(refused.value)
    client.force_login(office)
    query = "&".join(f"nomination={nomination.pk}" for nomination in due)
    page = text(client.get(f"/office/nominations/{PAGES[verb]}/?{query}"))
    assert str(refused.value) in page
    assert " 2 个</button>" not in page


def test_only_who_was_put_forward_is_named(office, due):
    other = CommunityFactory(name="丙村")
    result = {"level": Level.MUNICIPAL, "year": 2025, "granted_on": DAY, **PAPER}
    communities = [*Community.objects.exclude(pk=other.pk), other]
    with pytest.raises(Stopped, match="“丙村”在 2024、2025 两年没有连续有效的县级称号"):
        actions.record_results(communities=communities, by=office, **result)


def test_a_title_that_has_ended_does_not_end_again(client, office, due):
    honour = Honour.objects.first()
    actions.revoke(honour=honour, reason="瞒报。", on=DAY, by=office)
    with pytest.raises(Stopped) as refused:
        actions.void(honour=honour, reason="撤并。", on=DAY, by=office)
    client.force_login(office)
    for way in ("revocation", "voiding"):
        page = text(client.get(f"/office/honours/{honour.pk}/{way}/"))
        assert str(refused.value) in page
        assert "下一步</button>" not in page
