"""Everything that is wrong with a file, at once, by row and column."""

from dataclasses import dataclass

from wufaan.errors import DomainError
from wufaan.sheets.results import ImportResult

# More lines than this help nobody; the count of the rest does.
SHOWN = 200


@dataclass(frozen=True, order=True)
class CellError:
    """`row` is the spreadsheet's own number; 0 and a blank column mean the file as a whole."""

    row: int
    column: str
    reason: str

    @property
    def label(self) -> str:
        """What people read before the reason: the column, unless the reason begins with it."""
        return "" if self.reason.startswith(self.column) else self.column

    def __str__(self) -> str:
        place = f"第 {self.row} 行" if self.row else ""
        if self.column:
            place += f"“{self.column}”列"
        return f"{place}：{self.reason}" if place else self.reason


class SheetErrors(DomainError):
    """Refuses a whole file; its text lists every error. `rest` says what the rows without one
    would have done, `names` by number what the others are about, as far as that can be read, and
    `header` is the number of the row that was taken for it; 0 where it came to none."""

    def __init__(
        self,
        errors: list[CellError],
        rest: ImportResult | None = None,
        names: dict[int, str] | None = None,
        header: int = 0,
    ) -> None:
        self.errors = sorted(errors)
        self.rest = rest or ImportResult([])
        self.names = names or {}
        self.header = header
        super().__init__(self._text())

    @classmethod
    def of_file(cls, reason: str) -> "SheetErrors":
        return cls([CellError(0, "", reason)])

    def _text(self) -> str:
        lines = [str(error) for error in self.errors[:SHOWN]]
        rest = len(self.errors) - SHOWN
        if rest > 0:
            lines.append(f"另有 {rest} 处错误没有列出。")
        return f"文件里有 {len(self.errors)} 处错误，没有导入任何内容：\n" + "\n".join(lines)
