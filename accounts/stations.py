"""Which stations there are. They stand above accounts in the order of the apps, and an account
keeps only its station's code; so communities says here, when it is loaded, how to list them."""

from collections.abc import Callable, Iterable

_list: Callable[[], Iterable[tuple[str, str]]] = tuple


def provide(lister: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """`lister()` gives (code, name) of every station, in order."""
    global _list
    _list = lister


def names() -> dict[str, str]:
    """Code → name."""
    return dict(_list())
