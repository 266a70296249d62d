"""An approval is one transaction, with titles, nominations and certificates."""

from datetime import date

import pytest

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from evaluation import actions
from evaluation.models import Cycle, Honour, Nomination
from jobs.models import Job
from plaques.models import Plaque
from tests.factories import CommunityFactory, approved_cycle, noticed_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def second_notice(kept) -> None:
    """Of a place that was named the year before."""
    CommunityFactory()
    approved_cycle(2023)
    noticed_cycle(2024)


class Broken(Exception):
    pass


def _broken(*args, **kwargs):
    raise Broken


@pytest.mark.parametrize(
    "at",
    [
        "evaluation.notice.actions.publishing.Honour.objects.bulk_create",
        "evaluation.notice.actions.publishing.audit.record",
        "evaluation.ladder.actions.nominations.Nomination.objects.bulk_create",
        "evaluation.ladder.actions.nominations.audit.record_many",
        "plaques.actions.printing.Plaque.objects.bulk_create",
        "plaques.actions.printing.jobs.enqueue",
        "jobs.actions.audit.record",
    ],
)
def test_an_approval_that_fails_anywhere_leaves_nothing(second_notice, at, monkeypatch):
    cycle = Cycle.objects.get(year=2024)
    leader = User.objects.get(role=Role.LEADING)

    def left():
        models = (Honour, Nomination, Plaque, Job, Event)
        return [model.objects.count() for model in models] + [cycle.steps.count()]

    before = left()
    with monkeypatch.context() as broken:
        broken.setattr(at, _broken)
        with pytest.raises(Broken):
            actions.approve(cycle=cycle, on=date(2024, 11, 15), by=leader)
    cycle.refresh_from_db()
    assert left() == before
    assert cycle.state == "noticed"
    actions.approve(cycle=cycle, on=date(2024, 11, 15), by=leader)
    assert [now > then for now, then in zip(left(), before, strict=True)] == [True] * len(before)
