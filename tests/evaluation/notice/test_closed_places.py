"""A place that merged or was dissolved gets no title any more: without blame, and told."""

from datetime import date

import pytest
from django.db import transaction

from accounts.models import User
from audit.models import Event
from communities import actions as communities
from communities.models import Community
from evaluation import actions
from evaluation.models import Honour, Notice, NoticeCorrection
from evaluation.notice.document import NoticeDocument
from tests.factories import CommunityFactory, assessed_cycle, issued, noticed_cycle
from tests.pages import text
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

MERGED = date(2025, 11, 5)
REASON = "已于 2025-11-05 并入由旺村"


@pytest.fixture
def places():
    return CommunityFactory(name="菖蒲塘村"), CommunityFactory(name="由旺村")


def merge(places, by) -> None:
    old, into = places
    communities.merge(community=old, into=into, on=MERGED, by=by)


def notice_of(cycle) -> list[str]:
    issued(
        cycle=cycle,
        number="",
        title="公示",
        channels="电话 0875-0000000",
        starts_on=date(2025, 11, 6),
        by=User.objects.system(),
    )
    return list(Notice.objects.get(cycle=cycle).entries.values_list("name", flat=True))


def test_merged_while_on_notice_it_is_taken_off_and_everybody_is_told(client, places, office):
    notice = noticed_cycle(2025).notice
    before = NoticeDocument.of(notice).canonical
    merge(places, office)
    correction = notice.corrections.get()
    told = (correction.kind, correction.entry.name, correction.text, correction.by)
    assert told == ("taken_off", "菖蒲塘村", f"{REASON}，不再命名。", office)
    assert NoticeDocument.of(notice).canonical == before
    assert [entry.name for entry in notice.entries.kept()] == ["由旺村"]
    assert f"{REASON}，不再命名。" in text(client.get("/notices/2025/"))
    assert Event.objects.filter(verb="verdict_withheld").count() == 1


def test_the_approval_shows_it_and_names_only_who_is_left(client, places, office, leader):
    cycle = noticed_cycle(2025)
    merge(places, office)
    client.force_login(leader)
    shown = text(client.get("/office/cycles/2025/approval/"))
    assert "报请命名 <strong>1</strong> 个" in shown
    assert REASON in shown
    honours = actions.approve(cycle=cycle, on=date(2025, 11, 15), by=leader)
    assert [honour.name for honour in honours] == ["由旺村"]
    assert not Honour.objects.of(places[0]).exists()


def test_a_dissolution_takes_it_off_as_well_and_says_so(places, office):
    notice = noticed_cycle(2025).notice
    communities.dissolve(community=places[0], on=MERGED, by=office)
    assert notice.corrections.get().text == "已于 2025-11-05 撤销建制，不再命名。"


def test_what_is_off_already_keeps_its_reason_and_is_told_once(places, office, leader):
    cycle = noticed_cycle(2025)
    actions.send_back(cycle=cycle, reason="请核查", on=date(2025, 11, 10), by=leader)
    verdict = cycle.verdicts.get(community=places[0])
    actions.withhold(verdict=verdict, reason="待查", by=office)
    merge(places, office)
    verdict.refresh_from_db()
    assert verdict.withheld_reason == "待查"
    assert NoticeCorrection.objects.count() == 1


def test_it_is_not_put_back(client, places, office, leader):
    cycle = noticed_cycle(2025)
    merge(places, office)
    actions.send_back(cycle=cycle, reason="请核查", on=date(2025, 11, 10), by=leader)
    with pytest.raises(DomainError, match="并入由旺村，不能恢复命名"):
        actions.release(verdict=cycle.verdicts.get(community=places[0]), by=office)
    client.force_login(office)
    assert "并入由旺村，不能恢复命名" in text(client.get("/office/cycles/2025/resubmission/"))


def test_merged_between_assessment_and_notice_it_is_withheld_and_not_listed(places, office):
    cycle = assessed_cycle(2025)
    merge(places, office)
    assert cycle.verdicts.get(community=places[0]).withheld_reason == REASON
    assert notice_of(cycle) == ["由旺村"]
    assert not NoticeCorrection.objects.exists()


def test_merged_after_the_period_and_before_the_assessment_it_is_withheld_too(places, office):
    merge(places, office)
    cycle = assessed_cycle(2025)
    verdict = cycle.verdicts.get(community=places[0])
    assert (verdict.outcome, verdict.withheld_reason) == ("qualified", REASON)
    assert notice_of(cycle) == ["由旺村"]


def closed_unnoticed(place) -> None:
    """As by a merger that the evaluation was not told of."""
    Community.objects.filter(pk=place.pk).update(closed_on=MERGED)


def test_no_notice_lists_and_no_approval_names_a_closed_place_whatever_was_missed(places, leader):
    cycle = assessed_cycle(2025)
    closed_unnoticed(places[0])
    assert notice_of(cycle) == ["由旺村"]
    closed_unnoticed(places[1])
    with pytest.raises(DomainError, match="“由旺村”已经撤并，不能命名"), transaction.atomic():
        actions.approve(cycle=cycle, on=date(2025, 11, 15), by=leader)
    assert not Honour.objects.exists()


def test_a_merger_that_fails_tells_nobody(places, office, monkeypatch):
    notice = noticed_cycle(2025).notice

    def fail(**_kwargs):
        raise RuntimeError

    monkeypatch.setattr("evaluation.ladder.actions.void_titles", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        merge(places, office)
    assert not notice.corrections.exists()
    assert notice.entries.kept().count() == 2


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        (noticed_cycle, "公示页随即公布更正：它已撤并，不再命名，不追究责任"),
        (assessed_cycle, "撤并之后暂缓命名，不列入公示名单"),
    ],
)
def test_whoever_confirms_a_merger_reads_it_beforehand(client, places, office, prepare, told):
    prepare(2025)
    client.force_login(office)
    old, into = places
    page = f"/office/registry/communities/{old.code}/merger/"
    shown = text(client.get(page, {"into": into.code, "on": "2025-11-05"}))
    assert told in shown
