"""What each kind of job does. An app registers its handlers in its tasks.py."""

from collections.abc import Callable

_HANDLERS: dict[str, Callable] = {}


def job(kind: str) -> Callable[[Callable], Callable]:
    """Register `handler(progress, **args)`. It must be safe to run twice: a worker may die after
    the work and before saying so."""

    def register(handler: Callable) -> Callable:
        if kind in _HANDLERS:
            raise RuntimeError(f"Two handlers for the job kind {kind!r}.")
        _HANDLERS[kind] = handler
        return handler

    return register


def handler_for(kind: str) -> Callable:
    return _HANDLERS[kind]
