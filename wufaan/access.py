"""Who may see a view, declared where the view stands. accounts.middleware compares it with who is
asking; a view that declares nothing is not served."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from django.http.response import HttpResponseBase
from django.urls import resolve

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Person(Protocol):
    """Who asks, for what stands below accounts.models: it only wants to know what they may do."""

    def can(self, permission: str) -> bool: ...


def public(view: View) -> View:
    """Declare that anyone may see this view, signed in or not."""
    return _declared(view, None)


def requires(permission: str) -> Callable[[View], View]:
    """Declare the permission (accounts.permissions) without which this view is not found."""

    def declared(view: View) -> View:
        return _declared(view, permission)

    return declared


def signed_in(view: View) -> View:
    """Declare that any signed-in person may use this view, whatever the role."""
    return _declared(view, signed_in)


def is_open_to(view: Callable[..., Any], person: Person) -> bool:
    """Whether somebody who is signed in may see this view."""
    required = vars(view)["required_permission"]
    return required is None or required is signed_in or person.can(required)


def may_follow(url: str, person: Person) -> bool:
    """Whether the page at this address of the site is open to them."""
    return is_open_to(resolve(urlsplit(url).path).func, person)


def _declared(view: View, permission: Any) -> View:
    vars(view)["required_permission"] = permission
    return view
