"""What stands in the way of a step, told once: its action raises the first that stops, its page
lists all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from wufaan.access import Person, may_follow
from wufaan.errors import DomainError


@dataclass(frozen=True)
class Way:
    """The page where an obstacle is put right, and what the link there says; where it `posts`, what
    the button does that puts it right. Whoever may not open that page, or lacks the permission for
    what the link says (`needs`), gets `otherwise`."""

    link: str
    page: str
    args: tuple[str | int, ...] = ()
    query: str = ""  # from its ? or # on
    needs: str = ""
    otherwise: "Way | None" = None
    posts: bool = False

    @property
    def url(self) -> str:
        return reverse(self.page, args=self.args) + self.query

    def open_to(self, user: Person) -> "Way | None":
        is_open = may_follow(self.url, user) and (not self.needs or user.can(self.needs))
        return self if is_open else self.otherwise and self.otherwise.open_to(user)


@dataclass(frozen=True)
class Obstacle:
    """`stops` where the step cannot be taken; otherwise it costs something, or is only said.
    Without `way` nothing can be done about it here. `at` is the input that it speaks of, where a
    form asks for it."""

    text: str
    stops: bool = True
    way: Way | None = None
    at: str | None = None


@dataclass(frozen=True)
class Shown:
    """An obstacle on somebody's page, with the link that is open to them."""

    text: str
    stops: bool
    link: str = ""
    url: str = ""
    posts: bool = False


class Stopped(DomainError):
    """Something stands in the way, which the page of the step says anyhow."""


def refuse(obstacles: Iterable[Obstacle]) -> None:
    """Raise the first that stops."""
    for obstacle in obstacles:
        if obstacle.stops:
            raise Stopped(obstacle.text, field=obstacle.at)


def why_not(obstacles: Iterable[Obstacle]) -> str:
    """The first that stops; nothing where the step can be taken."""
    return next((obstacle.text for obstacle in obstacles if obstacle.stops), "")


def shown(obstacles: Iterable[Obstacle], user: Person) -> list[Shown]:
    """All of them, each sentence once, what stops first."""
    told: dict[str, Shown] = {}
    for obstacle in sorted(obstacles, key=lambda obstacle: not obstacle.stops):
        told.setdefault(obstacle.text, _shown(obstacle, user))
    return list(told.values())


def on_page(obstacles: Iterable[Obstacle], user: Person) -> dict[str, Any]:
    """What a page of a step is told: all of them, and the first that stops."""
    obstacles = list(obstacles)
    return {"obstacles": shown(obstacles, user), "stopped": why_not(obstacles)}


def _shown(obstacle: Obstacle, user: Person) -> Shown:
    way = obstacle.way and obstacle.way.open_to(user)
    told = (way.link, way.url, way.posts) if way else ()
    return Shown(obstacle.text, obstacle.stops, *told)
