"""复核 where there is none, what closing a place says of its titles, and what long lists cost."""

from datetime import date

import pytest

from communities.models import Community
from evaluation import actions
from evaluation.models import Cycle, Honour
from plaques.models import Plaque
from plaques.workflow import Custody
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    assessed_cycle,
    found,
    published_cycle,
)
from tests.pages import text
from tests.queries import queries
from wufaan.clock import today

pytestmark = pytest.mark.django_db

LIST = "/office/re-reviews/"


@pytest.fixture(scope="module")
def two_years(kept) -> None:
    """Of 甸阳村, of 由旺村, and of 旧苑 and 新苑 in another village."""
    CommunityFactory(name="甸阳村"), CommunityFactory(name="由旺村")
    village = CommunityFactory()
    for name in ("旧苑", "新苑"):
        CompoundFactory(parent=village, name=name)
    published_cycle(2024)
    published_cycle(2025)


def called(*names: str) -> list[Community]:
    return [Community.objects.get(name=name) for name in names]


def test_an_empty_list_tells_when_something_comes(client, office):
    assert "没有需要复核的称号" in text(client.get(LIST))
    assert "没有符合条件的复核" in text(client.get(LIST, {"text": "没有"}))


def test_merging_says_beforehand_which_titles_end(client, two_years, office):
    old, new = called("旧苑", "新苑")
    path = f"/office/registry/communities/{old.code}/merger/"
    choice = {"into": new.code, "on": today().isoformat()}
    content = text(client.get(path, choice))
    assert "它有效的称号（2025 年县级、2024 年县级）随之注销" in content
    assert "2025 年报市级的“待报上级”一并撤回" in content
    assert client.post(path, choice).status_code == 302
    states = Honour.objects.filter(community=old).values_list("state", "end_reason")
    assert set(states) == {("void", "已并入新苑。")}
    assert "已并入新苑。" in text(client.get(f"/communities/{old.code}/"))


@pytest.mark.parametrize("into", [True, False])
def test_a_place_is_not_closed_before_the_last_day_on_which_it_was_named(
    client, two_years, office, into
):
    place, other = called("甸阳村", "由旺村")
    path = f"/office/registry/communities/{place.code}/{'merger' if into else 'dissolution'}/"
    choice = {"into": other.code, "on": "2025-11-14"}
    refusal = "2025 年的县级称号是 2025-11-15 授予的，撤并日期不能早于这一天"
    assert refusal in text(client.get(path, choice))
    assert refusal in text(client.post(path, choice))
    assert Honour.objects.standing().filter(community=place).count() == 2
    assert client.post(path, choice | {"on": "2025-11-15"}).status_code == 302


def test_closing_before_something_happened_there_asks_to_look_at_the_day_again(client, office):
    place = CommunityFactory()
    number = found(place, on=date(2025, 12, 1)).number
    path = f"/office/registry/communities/{place.code}/dissolution/"
    shown = text(client.get(path, {"on": "2025-12-01"}))
    assert "请先核对日期：这一天及以后，它名下还有 1 件案（事）件" in shown
    assert f"最近一件是 2025-12-01 的 {number}" in shown
    assert "请先核对日期" not in text(client.get(path, {"on": "2025-12-02"}))


def test_no_certificate_to_recall_is_told(client, office):
    assert "没有待收回的" in text(client.get("/office/plaques/recall/"))


def test_a_longer_list_to_keep_takes_no_more_queries(client, office):
    CommunityFactory()
    published_cycle(2023)
    assessed_cycle(2024)
    few = queries(client, LIST + "proposed/")
    for _ in range(5):
        CommunityFactory()
    actions.assess(cycle=Cycle.objects.get(year=2024), on=date(2024, 11, 2), by=office)
    published_cycle(2025)
    assessed_cycle(2026)
    assert len(client.get(LIST + "proposed/").context["proposed"]) > 5
    assert queries(client, LIST + "proposed/") == few


@pytest.mark.parametrize("path", [LIST, "/office/plaques/recall/"])
def test_a_longer_list_takes_no_more_queries(client, two_years, office, path):
    def lose(year: int) -> None:
        Plaque.objects.filter(custody=Custody.HERE).update(custody=Custody.DELIVERED)
        for place in Community.objects.all():
            found(place, on=date(year, 3, 1))
        title = Honour.objects.standing().filter(year=year).first()
        actions.revoke(honour=title, reason="滑坡", on=today(), by=office)

    lose(2025)
    few = queries(client, path)
    for factory in [CommunityFactory] * 5 + [CompoundFactory] * 2:
        factory()
    published_cycle(2026)
    lose(2026)
    assert queries(client, path) == few
