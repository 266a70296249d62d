"""What every test has, and which of the three runs of the Makefile it belongs to."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as site
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection, transaction
from django.db.models.signals import post_init
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from audit.presenters import known_label
from communities.models import Community
from evaluation.models import CalendarDay
from tests import demos
from tests.examples import MANY
from tests.factories import CODES, CommunityFactory, UserFactory
from tests.unguarded import unguarded
from wufaan.embedded import postgres, valkey

# How long an example takes says how busy the machine is, not whether the code is right.
ANY_MACHINE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("few", **ANY_MACHINE)
settings.register_profile(MANY, max_examples=100_000, **ANY_MACHINE)
settings.load_profile("few")

HERE = Path(__file__).parent
MARKS = {
    "browser": ["browser"],
    # Servers, processes, offices' programs, a whole county, many years, every page of every role.
    "slow": [
        *["demo", "services", "story", "test_who_finds_what.py", "wufaan/test_environment.py"],
        *["papers/test_libreoffice.py", "papers/test_archives.py", "wufaan/test_static_site.py"],
        *["evaluation/test_history.py", "evaluation/test_random_histories.py"],
        "evaluation/year/test_assessment_equals_plain_judging.py",
    ],
    "long": ["faults"],
}


def pytest_collection_modifyitems(items):
    """By where they stand; single ones that are `long` say so themselves. Journeys come first,
    being the longest: towards the end there must be short ones to share out."""
    for item in items:
        for mark, places in MARKS.items():
            if any(item.path.is_relative_to(HERE / place) for place in places):
                item.add_marker(mark)
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    kept_last(items)


def kept_last(items: list[pytest.Item]) -> None:
    """Within each module first those that make their own world: then what is kept is made once."""
    modules = {path: place for place, path in enumerate(dict.fromkeys(i.path for i in items))}
    items.sort(key=lambda item: (modules[item.path], uses_kept(item)))


def uses_kept(item: pytest.Item) -> bool:
    return "kept" in getattr(item, "fixturenames", ())


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """What is kept goes before a test that did not ask for it, in whatever order they are dealt to
    processes: it must see none of it. Before its fixtures, as its transaction may not be inside."""
    if not uses_kept(item):
        for fixture in item.session._fixturemanager.getfixturedefs("kept", item) or ():
            fixture.finish(item._request)


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
def codes_of_communities_start_anew(request):
    """A code has three digits for the community: within a test they must not run over. Behind
    those that are kept."""
    CommunityFactory.reset_sequence(first_free() if uses_kept(request.node) else 0)


def first_free() -> int:
    codes = Community.objects.filter(code__startswith=CODES).values_list("code", flat=True)
    return 1 + max((int(code.removeprefix(CODES)[:3]) for code in codes), default=-1)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """What the tests' own server holds need not outlive a power cut."""
    if site.DATABASE_URL is None:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            for name in ("fsync", "full_page_writes", "synchronous_commit"):
                cursor.execute(f"ALTER SYSTEM SET {name} = off")
            cursor.execute("SELECT pg_reload_conf()")
        connection.close()


# Filled once by migrating, and no test changes them.
LEFT_ALONE = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Between transactional tests Django empties every table and fills what belongs to it anew: a
    third of a second, and the audit chain refuses. Instead every row goes, in one go, and what
    migrations filled in is there again, without what a test added to it."""
    with django_db_blocker.unblock():
        tables = set(connection.introspection.django_table_names(only_existing=True)) - LEFT_ALONE
        filled_by_migrations = [User.objects.system()], list(CalendarDay.objects.all())

    def empty(case):
        with unguarded():
            with connection.cursor() as cursor:
                cursor.execute("".join(f"DELETE FROM {table};" for table in sorted(tables)))
            for rows in filled_by_migrations:
                type(rows[0]).objects.bulk_create(rows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


@pytest.fixture
def office(request, db) -> User:
    """Somebody of the office, signed in on the test's `client` where it asks for one, and nobody
    else is."""
    user = UserFactory(role=Role.OFFICE)
    if "client" in request.fixturenames:
        client = request.getfixturevalue("client")
        if site.SESSION_COOKIE_NAME not in client.cookies:
            client.force_login(user)
    return user


@pytest.fixture
def leader(db) -> User:
    return UserFactory(role=Role.LEADING)


@pytest.fixture
def it_is(settings) -> Callable[[date], None]:
    """`it_is(day)`: from now on that is today."""

    def day(on: date) -> None:
        settings.DEMO_DAY = on

    return day


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker) -> Iterator[None]:
    """For fixtures of a module: their rows are there for all its tests, and gone after the last."""
    CommunityFactory.reset_sequence(0)
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory, worker_id) -> Path:
    """The demo, built by whichever process of the run first asks for it; to be copied."""
    own = tmp_path_factory.getbasetemp()
    return demos.built_once(own if worker_id == "master" else own.parent)


@pytest.fixture
def var() -> Iterator[Path]:
    """A var/ of its own, for a test that starts, kills and stops real servers. pytest's folders
    are closed to the account under which root runs them."""
    folder = Path(tempfile.mkdtemp(prefix="wufaan-test-"))
    folder.chmod(0o755)
    yield folder
    for server in (postgres, valkey):
        server.stop(folder)
    shutil.rmtree(folder)
