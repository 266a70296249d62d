"""Two people at once: the second waits for the first and sees what the first did."""

from collections.abc import Callable
from datetime import date
from threading import Thread

import pytest
from django.db import connection, transaction

from accounts.permissions import Role
from communities import actions as communities
from evaluation import actions
from evaluation.models import Honour
from tests.commands import wait_for
from tests.factories import CommunityFactory, UserFactory, noticed_cycle
from tests.locks import somebody_waits
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db(transaction=True)

APPROVED = date(2025, 11, 15)


@pytest.fixture
def places():
    return CommunityFactory(name="菖蒲塘村"), CommunityFactory(name="由旺村")


@pytest.fixture
def approval(places) -> Callable:
    cycle, leader = noticed_cycle(2025), UserFactory(role=Role.LEADING)
    return lambda: actions.approve(cycle=cycle, on=APPROVED, by=leader)


@pytest.fixture
def merger(places) -> Callable:
    (old, into), office = places, UserFactory(role=Role.OFFICE)
    return lambda: communities.merge(community=old, into=into, on=APPROVED, by=office)


def one_then_the_other(first: Callable, second: Callable) -> None:
    """`second` begins while `first` is done but not yet committed."""

    def begin():
        try:
            second()
        finally:
            connection.close()

    thread = Thread(target=begin)
    with transaction.atomic():
        first()
        thread.start()
        wait_for(somebody_waits)
    thread.join()


def titles() -> dict[str, str]:
    return dict(Honour.objects.values_list("name", "state"))


def test_a_merger_during_an_approval_voids_what_the_approval_gave(approval, merger):
    one_then_the_other(approval, merger)
    assert titles() == {"菖蒲塘村": "void", "由旺村": "standing"}


def test_an_approval_during_a_merger_names_only_what_is_left(approval, merger):
    one_then_the_other(merger, approval)
    assert titles() == {"由旺村": "standing"}


def test_two_approvals_are_one(approval, places):
    refused = []

    def again():
        try:
            approval()
        except DomainError as error:
            refused.append(str(error))

    one_then_the_other(approval, again)
    assert titles() == {"菖蒲塘村": "standing", "由旺村": "standing"}
    assert len(refused) == 1
