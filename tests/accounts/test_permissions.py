import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404
from django.test import RequestFactory
from django.urls import get_resolver, resolve

from accounts.middleware import PermissionMiddleware
from accounts.models import User
from accounts.permissions import PERMISSIONS, Permission, Role
from communities.models import Community
from evaluation.models import Cycle
from incidents.models import Incident
from tests.factories import CommunityFactory, StationFactory, UserFactory, assessed_cycle, report
from wufaan.access import public, requires


def views():
    """Every view that has an address."""
    found, resolvers = [], [get_resolver()]
    while resolvers:
        for pattern in resolvers.pop().url_patterns:
            if hasattr(pattern, "url_patterns"):
                resolvers.append(pattern)
            else:
                found.append(pattern.callback)
    return found


def test_every_view_declares_who_may_see_it():
    undeclared = [v.__qualname__ for v in views() if not hasattr(v, "required_permission")]
    assert undeclared == []
    assert len(views()) > 20


def ask(view, user):
    request = RequestFactory().get("/somewhere/?a=1")
    request.user, request.session = user, SessionStore()
    request.resolver_match = resolve("/")
    return PermissionMiddleware(None).process_view(request, view, [], {})


def test_a_view_that_declares_nothing_is_not_served():
    with pytest.raises(ImproperlyConfigured, match="declares neither"):
        ask(lambda request: None, UserFactory.build())


def test_what_a_role_may_not_see_is_not_found():
    view = requires(Permission.RUN_CYCLE)(lambda request: None)
    assert ask(view, UserFactory.build(role=Role.OFFICE)) is None
    for role in (Role.OFFICER, Role.LEADING, Role.AUDITOR, Role.ADMINISTRATOR):
        with pytest.raises(Http404):
            ask(view, UserFactory.build(role=role))


def test_an_account_that_was_switched_off_may_do_nothing():
    user = UserFactory.build(role=Role.OFFICE, is_active=False)
    assert not any(user.can(permission) for permission in Permission)


@pytest.mark.django_db
def test_who_has_not_signed_in_is_sent_there_and_back(client):
    reply = client.get("/office/cycles/?a=1")
    assert reply.status_code == 302
    assert reply.url == "/sign-in/?next=/office/cycles/%3Fa%3D1"
    assert ask(public(lambda request: None), UserFactory.build()) is None


def test_who_assesses_cannot_approve_and_the_administrator_sees_no_case_data():
    assert not any(
        {Permission.RUN_CYCLE, Permission.APPROVE_CYCLE} <= held for held in PERMISSIONS.values()
    )
    assert PERMISSIONS[Role.ADMINISTRATOR] == {
        Permission.MANAGE_ACCOUNTS,
        Permission.KEEP_STATIONS,
    }
    assert PERMISSIONS[Role.SYSTEM] == frozenset()


@pytest.mark.django_db
def test_querysets_begin_with_what_the_user_may_see():
    own = CommunityFactory()
    other = CommunityFactory(station=StationFactory(code="530521020000", name="由旺派出所"))
    for community in (own, other):
        report(community)
    assessed_cycle(2025)
    officer, office = UserFactory(role=Role.OFFICER), UserFactory(role=Role.OFFICE)
    auditor = UserFactory(role=Role.AUDITOR)
    sees = {
        user.role: [
            model.objects.visible_to(user).count() for model in (Community, Incident, Cycle)
        ]
        for user in (officer, office, auditor, User.objects.system())
    }
    assert sees == {
        "officer": [1, 1, 0],
        "office": [2, 2, 1],
        "auditor": [0, 0, 0],
        "system": [0, 0, 0],
    }
