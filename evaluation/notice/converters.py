"""A notice in an address: `2026` is the year's main notice, `2026-2` the second it ever had."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Edition:
    year: int
    position: int | None = None

    def __str__(self) -> str:
        return f"{self.year}-{self.position}" if self.position else str(self.year)


class EditionConverter:
    regex = r"[0-9]{4}(?:-[0-9]{1,3})?"

    def to_python(self, value: str) -> Edition:
        year, _, position = value.partition("-")
        return Edition(int(year), int(position) if position else None)

    def to_url(self, value: Edition | int | str) -> str:
        return str(value)
