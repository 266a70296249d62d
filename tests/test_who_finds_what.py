"""Every address as every role: what must not be seen is not found, what may be seen is there.

What each view declares (accounts.permissions) says who may see it at all; what a station has is
moreover found by its own officers only. A new parameter needs an example in tests/world.py.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver

from accounts.permissions import Role
from tests.factories import StationFactory, UserFactory
from tests.world import CONTACT, World, papers_can_be_read
from wufaan.access import may_follow, signed_in

pytestmark = pytest.mark.django_db

ROLES = [role for role in Role if role != Role.SYSTEM]
OTHER_STATION = "530521020000"
# Addresses with parameters that officers may see and that lead to nothing of any station.
OF_NO_STATION = {
    "import-upload",
    "import-template",
    "registry-export",
    "postings-export",
    "companies-export",
    "incidents-export",
    "report-form",
    "returns-export",
    "work-export",
}


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    permission: object

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.route)

    def path(self, world: World, role: Role | None = None) -> str:
        path = self.route
        for parameter in self.parameters:
            value = str(world.values(self.name, parameter, role))
            path = re.sub(rf"<(?:\w+:)?{parameter}>", value, path)
        return f"/{path}"

    def open_to(self, role: Role) -> bool:
        if self.permission is None or self.permission is signed_in:
            return True
        return UserFactory.build(role=role).can(self.permission)


def addresses(resolver=None, prefix="") -> Iterator[Address]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(pattern.name, route, pattern.callback.required_permission)
        else:
            yield from addresses(pattern, route)


ADDRESSES = list(addresses())


@pytest.fixture(scope="module")
def world(kept, tmp_path_factory) -> Iterator[World]:
    """One for all: who looks changes nothing."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, papers_can_be_read():
        yield World()


def signed_in_as(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def read(response) -> str:
    return b"".join(response).decode(errors="replace")


def closed_to(user, page: str) -> set[str]:
    """Where links of a page lead that this person may not follow."""
    links = {html.unescape(link) for link in re.findall(r'<a\b[^>]*\bhref="(/[^"]*)"', page)}
    return {link for link in links if not may_follow(link, user)}


def asks_to_sign_in(response) -> bool:
    return response.status_code == 302 and response["Location"].startswith("/sign-in/")


def test_anyone_finds_the_public_pages_and_is_asked_to_sign_in_for_the_others(world):
    for address in ADDRESSES:
        path = address.path(world)
        response = Client().get(path)
        assert asks_to_sign_in(response) == (address.permission is not None), path
        assert CONTACT not in read(response), path
        if address.permission is None:
            assert response.status_code != 404, path
        else:
            assert asks_to_sign_in(Client().post(path)), path


@pytest.mark.parametrize("role", ROLES)
def test_a_role_finds_what_it_may_and_nothing_else(world, role):
    client = signed_in_as(world.users[role])
    for address in ADDRESSES:
        path = address.path(world, role)
        if address.name == "sign-out":
            continue
        response = client.get(path)
        assert (response.status_code != 404) == address.open_to(role), path
        assert not closed_to(world.users[role], shown := read(response)), path
        # How to reach who objected.
        assert role == Role.OFFICE or CONTACT not in shown, path
        if not address.open_to(role):
            assert client.post(path).status_code == 404, path


def test_another_station_s_officer_finds_nothing_of_this_station(world):
    StationFactory(code=OTHER_STATION, name="由旺派出所")
    stranger = signed_in_as(UserFactory(role=Role.OFFICER, station_code=OTHER_STATION))
    for address in ADDRESSES:
        if address.permission in (None, signed_in) or not address.open_to(Role.OFFICER):
            continue
        path = address.path(world, Role.OFFICER)
        if address.parameters and address.name not in OF_NO_STATION:
            # 405: a page takes no POST, an action no GET, whoever asks.
            found = {stranger.get(path).status_code, stranger.post(path).status_code}
            assert 404 in found <= {404, 405}, path
        else:
            shown = read(stranger.get(path))
            assert not [secret for secret in world.secrets if secret in shown], path
