"""The demo, built once; a copy of it served for all who leave it as usable as they found it, in
each process of the run one, and copies of their own for those who turn its year or its settings."""

from contextlib import ExitStack
from functools import partial

import pytest

from demo import accounts
from tests import demos
from tests.browser.conftest import DESK, widths


@pytest.fixture(scope="session")
def demo_site(demo_folder):
    """The copy for all. Every test finds what the ones before it left, and which they are is not
    known, so a journey begins by making what it works on."""
    with demos.served(demo_folder) as served:
        yield served


@pytest.fixture(scope="session")
def signed_in() -> dict[tuple[str, str], list]:
    """The cookies of whoever signed in, by address and name."""
    return {}


@pytest.fixture
def open_on(pages, signed_in):
    """`open_on(url, "minjing01", PHONE)`: a page of that demo, signed in through its form, unless
    a test before this one was and still is."""

    def open_on(url, username=None, viewport=DESK, *, javascript=True):
        page = pages(url, viewport, javascript=javascript)
        if username:
            page.context.add_cookies(signed_in.get((url, username), []))
            page.goto("/office/")
            if "/sign-in/" in page.url:
                sign_in(page, username)
                page.wait_for_url(lambda url: "/sign-in/" not in url)
                signed_in[url, username] = page.context.cookies()
        return page

    return open_on


@pytest.fixture
def open_demo(open_on, demo_site):
    """The same on the copy for all."""
    return partial(open_on, demo_site.url)


@pytest.fixture(params=widths())
def officer(open_demo, request):
    return open_demo("minjing01", request.param)


@pytest.fixture
def own_demo(demo_folder):
    """`own_demo(DEMO_DAY="2027-11-02")`: a copy for this test alone, served so."""
    with ExitStack() as stack:
        yield lambda **environment: stack.enter_context(demos.served(demo_folder, **environment))


def sign_in(page, username: str, password: str = accounts.PASSWORD) -> None:
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.click("button:text-is('登录')")
