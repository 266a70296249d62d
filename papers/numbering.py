"""Document numbers of papers that are made together: each has its own, one after the other."""

import re

from wufaan.clock import today
from wufaan.errors import DomainError

# Long enough for any office, and no date or telephone.
_LAST = re.compile(r"(.*?)(\d{1,5})号", re.DOTALL)


def consecutive(number: str, count: int) -> list[str]:
    """`某文〔2025〕7号` for three: 7号, 8号, 9号. For one it stays as typed, and none is none."""
    if count == 1 or not number:
        return [number] * count
    found = _LAST.fullmatch(number)
    if not found or found[1][-1:].isdecimal():
        raise DomainError(
            f"一次做 {count} 份，文号要以数字和“号”结尾，例如“某文〔{today().year}〕7号”，"
            "才能往后编；文号没有定的先不填。",
            field="number",
        )
    first = int(found[2])
    return [f"{found[1]}{position}号" for position in range(first, first + count)]
