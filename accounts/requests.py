"""A request, as the views get it that only people may see."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """Of somebody who is wholly signed in: accounts.middleware lets nobody else through to a view
    that asks for a permission (wufaan.access). A name for the type checker; none is ever made."""

    user: User
