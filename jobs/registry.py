"""What each kind of job does, and what people call it. An app registers its handlers in its
tasks.py, which is loaded with the app."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class JobKind:
    """Of two that wait the one that `somebody_waits` for goes first. `given_up` is called with the
    handler's arguments when the work was broken off too often to be tried again."""

    title: str
    handler: Callable[..., Any]
    somebody_waits: bool
    given_up: Callable[..., Any] | None = None


_KINDS: dict[str, JobKind] = {}


def job(
    kind: str,
    title: str,
    *,
    somebody_waits: bool = False,
    given_up: Callable[..., Any] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register `handler(progress, **args)`. It must be safe to run twice: a worker may die after
    the work and before saying so."""

    def register(handler: Callable[..., Any]) -> Callable[..., Any]:
        if kind in _KINDS:
            raise RuntimeError(f"Two handlers for the job kind {kind!r}.")
        _KINDS[kind] = JobKind(title, handler, somebody_waits, given_up)
        return handler

    return register


def handler_for(kind: str) -> Callable[..., Any]:
    return _KINDS[kind].handler


def title_of(kind: str) -> str:
    """Also of a kind that a former version knew: rows are kept for good."""
    return _KINDS[kind].title if kind in _KINDS else kind


def somebody_waits_for(kind: str) -> bool:
    return kind in _KINDS and _KINDS[kind].somebody_waits


def tell_given_up(kind: str, args: dict[str, Any]) -> None:
    """Let whatever waited for the job know that it will not be done."""
    if kind in _KINDS and (given_up := _KINDS[kind].given_up):
        given_up(**args)
