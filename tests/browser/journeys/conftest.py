"""The demo, served once for every journey of the folder."""

import pytest

from demo import accounts
from tests.browser.conftest import DESK
from tests.browser.journeys import demo


@pytest.fixture(scope="session")
def demo_site():
    """The address at which the demo is served, as `make demo` serves it: real web, worker and
    beat on servers of their own. Every test of the session finds what the ones before it left, so
    a journey begins by making what it works on."""
    with demo.served() as url:
        yield url


@pytest.fixture
def open_demo(pages, demo_site):
    """`open_demo("minjing01", PHONE)`: a page of the demo, signed in through its form."""

    def open_demo(username=None, viewport=DESK, *, javascript=True):
        page = pages(demo_site, viewport, javascript=javascript)
        if username:
            page.goto("/sign-in/")
            page.fill("#id_username", username)
            page.fill("#id_password", accounts.PASSWORD)
            page.click("button:text-is('登录')")
            page.wait_for_url(lambda url: "/sign-in/" not in url)
        return page

    return open_demo
