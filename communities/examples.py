"""Examples in help and templates, from what is installed: a clerk sees the codes of this county."""

import re
from collections.abc import Callable

from django.utils.functional import lazy

from communities.codes import compound_code, credit_check_character
from communities.models import Community, CommunityKind, Station, Township
from wufaan.clock import today

# Where the registry is empty; no county has this code.
_NOWHERE = Community(
    code="123456101001",
    name="五福村",
    township=Township(code="123456101", name="某某镇"),
    station=Station(code="123456010000", name="某某派出所"),
)


def _first() -> Community:
    """The first village or neighbourhood of the registry."""
    places = Community.objects.exclude(kind=CommunityKind.COMPOUND).order_by("code")
    return places.select_related("township", "station").first() or _NOWHERE


def _credit_code() -> str:
    first_17 = f"91{_first().code[:6]}MA6K00000"
    return first_17 + credit_check_character(first_17)


_SAID: dict[str, Callable[[], str | int]] = {
    "county": lambda: _first().code[:6],
    "village": lambda: _first().code,
    "compound": lambda: compound_code(_first().code, 1),
    "name": lambda: _first().name,
    "township": lambda: _first().township.code,
    "township_name": lambda: _first().township.name,
    "station": lambda: _first().station.code,
    "station_name": lambda: _first().station.name,
    "credit_code": _credit_code,
    "year": lambda: today().year,
    "before": lambda: today().year - 1,
    "after": lambda: today().year + 1,
}


def _filled(text: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: str(_SAID[found[1]]()), text)


def example(text: str) -> str:
    """A text with `{village}`, `{year}` as they are in this county when it is read."""
    return lazy(_filled, str)(text)
