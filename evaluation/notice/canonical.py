"""The list as it is hashed. Every form of it (page, PDF, DOCX, XLSX) shows these lines and this
hash, so that anyone who has one form can prove that it is the list that was published."""

import hashlib
from collections.abc import Iterable

from evaluation.notice.models import Notice, NoticeEntry


def canonical(year: int, entries: Iterable[NoticeEntry]) -> str:
    """One line an entry: position, code, kind, name, township, exemplar (`*` or nothing), parted
    by tabs; the first line names format and year. UTF-8, a line feed after every line, no
    byte-order mark."""
    lines = [f"wufaan-list-1\t{year}"]
    lines += [
        "\t".join([str(e.position), e.code, e.kind, e.name, e.township_name, "*" * e.exemplar])
        for e in entries
    ]
    return "".join(f"{line}\n" for line in lines)


def hash_of(year: int, entries: Iterable[NoticeEntry]) -> str:
    return digest(canonical(year, entries))


def is_as_published(notice: Notice, entries: Iterable[NoticeEntry]) -> bool:
    """Whether these lines, all that there are now, still have the hash of the notice. The database
    refuses every change of them; whoever owns it can let the change through all the same."""
    return hash_of(notice.cycle.year, entries) == notice.sha256


def digest(text: str) -> str:
    """SHA-256 of the canonical list, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
