"""A table that leaves the system or comes in, declared once: as a django-import-export Resource
whose columns know both their names, how a cell is read and how a value is written. Files, templates
and previews iterate it; the package's own import, row by row, is not used."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet, TextChoices
from import_export import fields, resources, widgets

from wufaan.sheets import values
from wufaan.sheets.results import shown

# Records are read from the database so many at a time.
AT_A_TIME = 2000
_CHOICES: dict[values.Parser | None, Sequence[str]] = {values.boolean: values.YES_NO}


class Cell(widgets.Widget):
    """Between a cell and a value: `parse` reads the former, `words` writes the latter as people
    read it."""

    def __init__(self, parse: values.Parser, words: dict[str, str]) -> None:
        super().__init__()
        self.parse, self.words = parse, words

    def clean(self, value: object, row: object = None, **kwargs: Any) -> Any:
        return self.parse(value)

    def render(self, value: Any, obj: object = None, **kwargs: Any) -> Any:
        if self.words:
            return self.words.get(value, "")
        if isinstance(value, bool):
            return "是" if value else ""
        return value


class Column(fields.Field):
    """`header` names it in Chinese, its name in the class in English, and `also` are headings that
    files have all the same. Without `parse` and `words` it is only told: exports write it, imports
    pass over it. `words` are the choices that a cell has; `of` says what of a record is written:
    the path of an attribute, by default the column's name, or a function.

    `must_be_there` speaks of the column, `required` of every cell in it. The rest is for the
    template, which leaves out what is not `asked`: words to choose from, how to fill it in, and an
    example; and for paper, where it is `width` mm wide."""

    name = ""

    def __init__(
        self,
        header: str,
        parse: values.Parser | None = None,
        *,
        of: str | Callable[[Any], object] = "",
        words: type[TextChoices] | None = None,
        also: Sequence[str] = (),
        required: bool = False,
        must_be_there: bool = False,
        asked: bool = True,
        choices: Sequence[str] = (),
        help: str = "",
        example: str = "",
        width: int = 0,
    ) -> None:
        if words and parse is None:
            parse = values.choice(values.words_of(words))
        self.cell = Cell(parse or values.as_text, dict(words.choices) if words else {})
        super().__init__(
            attribute=of if isinstance(of, str) else None,
            column_name=header,
            readonly=parse is None,
            widget=self.cell,
        )
        self.header, self.of, self.also = header, of, also
        self.required, self.must_be_there = required, must_be_there
        self.asked = asked and not self.only_told
        self.choices = choices or (words.labels if words else _CHOICES.get(parse, ()))
        self.help, self.example, self.width = help, example, width

    @property
    def parse(self) -> values.Parser:
        return self.cell.parse

    @property
    def only_told(self) -> bool:
        return self.readonly

    @property
    def headings(self) -> tuple[str, ...]:
        """All by which files may call it."""
        return (self.name, self.header, *self.also)

    def get_value(self, instance: Any) -> Any:
        return self.of(instance) if callable(self.of) else super().get_value(instance)

    def cell_of(self, record: Any, position: int) -> Any:
        """As people read it, in the row of this position."""
        return self.export(record)

    def shown(self, value: Any) -> str:
        """A value as previews show it."""
        return self.cell.words.get(value) or shown(value)


class Position(Column):
    """Counts the rows, from 1."""

    def cell_of(self, record: Any, position: int) -> int:
        return position


class Resource(resources.Resource):  # type: ignore[type-arg]  # no generic at run time
    """`unit` is the word by which its rows are counted."""

    sheet_title = ""
    unit = "个"
    named: dict[str, Column] = {}
    columns: tuple[Column, ...] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.named = {n: column for n, column in cls.fields.items() if isinstance(column, Column)}
        cls.columns = tuple(cls.named.values())
        for name, column in cls.named.items():
            column.name = name
            column.attribute = column.attribute or name

    @classmethod
    def headers(cls, names: Iterable[str] = ()) -> list[str]:
        """Of the columns of these names; of all where there are none."""
        return [column.header for column in cls._chosen(names)]

    @classmethod
    def widths(cls, names: Iterable[str] = ()) -> list[int]:
        """In mm, on paper."""
        return [column.width for column in cls._chosen(names)]

    @classmethod
    def rows(cls, records: Iterable[Any], names: Iterable[str] = ()) -> Iterator[list[Any]]:
        """As people read them, under `headers`."""
        columns = cls._chosen(names)
        for position, record in enumerate(_streamed(records), 1):
            yield [column.cell_of(record, position) for column in columns]

    @classmethod
    def plain_rows(cls, records: Iterable[Any], names: Iterable[str] = ()) -> Iterator[list[Any]]:
        """As programs read them, under the columns' names."""
        columns = cls._chosen(names)
        for record in _streamed(records):
            yield [column.get_value(record) for column in columns]

    @classmethod
    def _chosen(cls, names: Iterable[str]) -> list[Column]:
        return [cls.named[name] for name in names or cls.named]


def _streamed(records: Iterable[Any]) -> Iterable[Any]:
    return records.iterator(AT_A_TIME) if isinstance(records, QuerySet) else records
