"""A step that an incident takes by a form."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm

from incidents.models import Incident
from wufaan.errors import AlreadyDone
from wufaan.web import attempt


def taken(
    form: BaseForm, step: Callable[..., Incident], **given: Any
) -> Incident | AlreadyDone | None:
    """As `attempt`. A form sent twice is done: what says so is returned."""
    try:
        return attempt(form, step, **given)
    except AlreadyDone as done:
        return done
