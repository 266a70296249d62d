"""What every test has."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db.models.signals import post_init
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from accounts.models import User
from audit.models import Event
from audit.presenters import known_label
from evaluation.models import CalendarDay
from tests.factories import CommunityFactory
from tests.unguarded import unguarded

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any")


@pytest.fixture(scope="session", autouse=True)
def passwords_hash_quickly():
    """Argon2 all the same, but not meant to be slow: signing in is most of what tests do."""
    cost = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in cost.items():
            patch.setattr(Argon2PasswordHasher, name, value)
        yield


@pytest.fixture(scope="session", autouse=True)
def what_is_put_on_record_has_words():
    """Whatever event a test makes: the auditor's pages call each key that it keeps something."""

    def check(instance: Event, **_):
        if not instance.sequence:  # a new one, not read from the chain
            unnamed = [key for key in keys_of(instance) if not known_label(instance.subject, key)]
            assert unnamed == [], f"{instance.verb} keeps {unnamed}"

    post_init.connect(check, sender=Event)
    yield
    post_init.disconnect(check, sender=Event)


def keys_of(event: Event) -> list[str]:
    sides = [event.data.get(side) for side in ("before", "after")]
    inner = [key for side in sides if isinstance(side, dict) for key in side]
    return inner + [key for key in event.data if key not in ("before", "after")]


@pytest.fixture(autouse=True)
def codes_of_communities_start_anew():
    """A code has three digits for the community: within a test they must not run over."""
    CommunityFactory.reset_sequence(0)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Between transactional tests Django empties every table, which the audit chain refuses;
    and what migrations filled in must be there again, without what a test added to it."""
    flush = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        filled_by_migrations = [User.objects.system()], list(CalendarDay.objects.all())

    def unguarded_flush(case):
        with unguarded():
            flush(case)
            for rows in filled_by_migrations:
                type(rows[0]).objects.bulk_create(rows)

    TransactionTestCase._fixture_teardown = unguarded_flush
    yield
    TransactionTestCase._fixture_teardown = flush
