"""What people call a place that the registry has under a shorter name."""

from collections.abc import Iterable, Iterator

_ENDINGS = ("小区", "村民委员会", "居民委员会", "村委会", "居委会", "社区", "村")
# One character is part of too many names.
_SHORTEST = 2


def shorter_names(text: str, townships: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Less and less of 甸阳镇 五福村委会, and in which township it is sought: without blanks,
    without its township in front, without the kind of place at its end. A place may have gone to
    another township, so that is asked for first and then left out."""
    name = "".join(text.split())
    yield name, ""
    township = next((t for t in townships if name.startswith(t)), "")
    name = name.removeprefix(township)
    ending = next((e for e in _ENDINGS if name.endswith(e)), "")
    names = dict.fromkeys((name, name.removesuffix(ending)))
    for there in dict.fromkeys((township, "")):
        yield from ((shorter, there) for shorter in names if len(shorter) >= _SHORTEST)
