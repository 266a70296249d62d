"""From the page of a thing to pages of apps above it. Each app says in its links.py, which its
apps.ready imports, on whose pages its own are offered; the page of the thing does not know them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Link:
    label: str
    url: str


# The second is accounts.models.User, which stands above.
Offer = Callable[[Any, Any], Iterable[Link]]
_OFFERS: dict[str, list[Offer]] = defaultdict(list)


def offered_on(place: str) -> Callable[[Offer], Offer]:
    """Declare that `offer(thing, user)` gives the links on the pages of this name."""

    def register(offer: Offer) -> Offer:
        _OFFERS[place].append(offer)
        return offer

    return register


def links_on(place: str, thing: object, user: object) -> list[Link]:
    """In the order of the apps."""
    return [link for offer in _OFFERS[place] for link in offer(thing, user)]
