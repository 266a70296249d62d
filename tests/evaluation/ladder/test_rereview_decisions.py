"""What ends a re-review: kept, to be put right by a day, revoked."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from evaluation import actions
from evaluation.models import Cause, Cycle, Decision, Honour, HonourState, ReReview
from tests.evaluation.ladder.opened import opened
from tests.factories import CommunityFactory, assessed_cycle, found, published_cycle
from wufaan.clock import today
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def looked_at(kept) -> None:
    """甸阳村 is clean in 2025, 由旺村 is not."""
    CommunityFactory(name="甸阳村")
    broken = CommunityFactory(name="由旺村")
    published_cycle(2024)
    found(broken, on=date(2025, 3, 1))
    assessed_cycle(2025)


@pytest.fixture
def yearly(looked_at) -> dict[str, ReReview]:
    return {r.honour.name: r for r in ReReview.objects.select_related("honour")}


def test_what_is_proposed_is_kept_without_a_reason_and_nothing_else(office, yearly):
    with pytest.raises(DomainError, match="“由旺村”没有保留的建议，保留要写明理由"):
        actions.keep(rereviews=yearly.values(), by=office)
    assert len(opened()) == 2
    actions.keep(rereviews=[yearly["甸阳村"]], by=office)
    actions.keep(rereviews=[yearly["由旺村"]], note="整改到位。", on=date(2025, 12, 1), by=office)
    assert opened() == []
    kept = ReReview.objects.get(honour__name="由旺村")
    assert (kept.decision, kept.note, kept.decided_by, kept.decided_on) == (
        Decision.KEEP, "整改到位。", office, date(2025, 12, 1),
    )  # fmt: skip
    assert Honour.objects.standing().count() == 2
    assert Event.objects.filter(verb="rereview_kept").count() == 2


def test_a_withheld_community_is_not_proposed_to_be_kept(office, yearly):
    cycle = Cycle.objects.get(year=2025)
    verdict = cycle.verdicts.get(name="甸阳村")
    actions.withhold(verdict=verdict, reason="监控没有验收", by=office)
    with pytest.raises(DomainError, match="要写明理由"):
        actions.keep(rereviews=[yearly["甸阳村"]], by=office)


def test_rectified_by_a_day_it_is_overdue_the_day_after(office, yearly):
    due_on = today() + timedelta(days=30)
    actions.rectify(rereviews=[yearly["由旺村"]], due_on=due_on, demand="补装单元门。", by=office)
    rereview = ReReview.objects.rectifying().get()
    assert (rereview.due_on, rereview.demand) == (due_on, "补装单元门。")
    assert not ReReview.objects.overdue(due_on)
    assert ReReview.objects.overdue(due_on + timedelta(days=1)).get() == rereview
    assert rereview.honour.state == HonourState.STANDING


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"demand": " "}, "请填写“整改要求”"),
        ({"due_on": date(2025, 1, 1)}, "整改期限要在"),
        ({"demand": "请联系 13800138000"}, "手机号码"),
    ],
)
def test_what_cannot_be_rectified_is_refused(office, yearly, change, match):
    fields = {"due_on": today() + timedelta(days=9), "demand": "补装单元门。"} | change
    with pytest.raises(DomainError, match=match):
        actions.rectify(rereviews=yearly.values(), by=office, **fields)
    assert not ReReview.objects.rectifying()


def test_a_revoked_title_closes_every_re_review_of_it(office, yearly):
    honour = yearly["由旺村"].honour
    found(honour.community, on=date(2024, 6, 1))
    assert honour.rereviews.unfinished().count() == 2
    actions.revoke(honour=honour, reason="工作滑坡。", on=date(2025, 12, 1), by=office)
    assert set(honour.rereviews.values_list("state", "decision", "note", "decided_by")) == {
        ("closed", "revoke", "工作滑坡。", office.pk)
    }
    assert opened() == [("甸阳村", 2024)]


def test_what_is_finished_is_not_decided_again(office, yearly):
    actions.keep(rereviews=[yearly["甸阳村"]], by=office)
    for decide in (
        lambda: actions.keep(rereviews=[yearly["甸阳村"]], note="再次", by=office),
        lambda: actions.rectify(
            rereviews=yearly.values(), due_on=today() + timedelta(days=1), demand="x", by=office
        ),
    ):
        with pytest.raises(DomainError, match="“甸阳村”已经办结"):
            decide()


def test_nothing_ticked_is_told(office):
    with pytest.raises(DomainError, match="还没有勾选"):
        actions.keep(rereviews=[], by=office)


def test_the_database_refuses_a_second_open_one_and_any_deletion(yearly):
    rereview = yearly["甸阳村"]
    twin = {"honour": rereview.honour, "cause": Cause.COMPANY_CHANGE, "ground": "换了"}
    ReReview.objects.create(opened_on=today(), **twin)
    with pytest.raises(IntegrityError, match="one_unfinished_re_review"), transaction.atomic():
        ReReview.objects.create(opened_on=today(), **twin)
    with pytest.raises(IntegrityError, match="stay as they were"), transaction.atomic():
        rereview.delete()
