"""Debian's Chromium against the real application. A page that logs an error, or that the
content-security policy had to stop, fails its test."""

import os

# Playwright keeps an event loop in this thread, where Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from accounts.permissions import Role
from jobs import actions as jobs
from jobs.models import Job
from tests.factories import (
    PASSWORD,
    CommunityFactory,
    CompoundFactory,
    UserFactory,
    found,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.fonts import with_fonts
from wufaan.celery import app

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1366, "height": 768}


def widths() -> list:
    """A journey is made on a phone, and its pages are looked at on a desk too; that all of it can
    be clicked through on a desk is for the long run."""
    return [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk", marks=pytest.mark.long)]


both_widths = pytest.mark.parametrize("viewport", widths())

# Without windows, whose frames would draw themselves for every page: a third of the time.
SHELL = "/usr/bin/chromium-headless-shell"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What Chromium logs when a page itself is answered with 404, as that of an unknown number is, or
# with 429, as whoever is locked out is.
NOT_FOUND = "the server responded with a status of 404"
LOCKED_OUT = "the server responded with a status of 429"
# And of a line that a test has cut.
DEAD = ("net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    fonts = with_fonts(tmp_path_factory.mktemp("fonts"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=SHELL, args=ARGUMENTS, env=fonts)
        yield browser
        browser.close()


@pytest.fixture
def pages(chromium):
    """`pages(base_url, viewport)`: a page of a fresh profile; what pages complain of fails the
    test when it ends."""
    contexts, complaints = [], []

    def new_page(base_url, viewport=DESK, *, javascript=True):
        context = chromium.new_context(
            viewport=viewport,
            locale="zh-CN",
            base_url=base_url,
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(message, complaints))
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def open_page(pages, live_server):
    """`open_page(user, viewport)`: signed in as that user, on the rows of this test."""

    def open_page(user=None, viewport=DESK, *, javascript=True):
        page = pages(live_server.url, viewport, javascript=javascript)
        if user:
            page.context.add_cookies([_session(user, live_server.url)])
        return page

    return open_page


def _note(message, complaints) -> None:
    expected = any(words in message.text for words in (NOT_FOUND, LOCKED_OUT, *DEAD))
    if message.type in ("error", "warning") and not expected:
        complaints.append(message.text)


def _session(user, url) -> dict:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


@pytest.fixture
def county(live_server):
    """Three places with a compound; 2024 published, 2025 on notice. One place of 2025 broke a
    criterion and one has an incident that nobody has determined."""
    quiet, broken, waiting = (
        CommunityFactory(name=name) for name in ("甸阳村", "文武村", "团树村")
    )
    CompoundFactory(parent=quiet, name="善洲花园")
    found(broken)
    report(waiting)
    published_cycle(2024)
    noticed_cycle(2025)
    return {"quiet": quiet, "broken": broken, "waiting": waiting}


@pytest.fixture
def office(live_server):
    return UserFactory(username="office", role=Role.OFFICE, password=PASSWORD)


@pytest.fixture
def leading(live_server):
    return UserFactory(role=Role.LEADING, password=PASSWORD)


@pytest.fixture
def queue(live_server, monkeypatch):
    """`queue()` does what has been asked for; nothing goes to a broker."""
    monkeypatch.setattr(jobs, "_send", lambda job_id: None)
    app.loader.import_default_modules()  # every app's tasks.py, as a worker does

    def work():
        for job in Job.objects.unfinished():
            jobs.run(job_id=job.pk)

    return work
