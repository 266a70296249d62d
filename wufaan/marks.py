"""How a state looks: a shape, a colour and a word, said beside the state itself."""

from enum import Enum, StrEnum
from typing import Any, Self

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import CharField, TextChoices

_CIRCLE = '<circle cx="8" cy="8" r="7" {}/>'
_FULL = 'fill="currentColor"'
_HOLLOW = 'fill="none" stroke="currentColor" stroke-width="2"'
_CUT = 'fill="none" stroke="#fffefb" stroke-width="2.2"'
_LINE = 'stroke="currentColor" stroke-width="2.4" fill="none"'


class Shape(Enum):
    """Shapes differ as well as colours, so that a grey print or a colour-blind reader loses
    nothing. The inside of an SVG of 16 by 16."""

    CIRCLE = _CIRCLE.format(_HOLLOW)
    HALF = _CIRCLE.format(_HOLLOW) + f'<path d="M8 1a7 7 0 0 1 0 14z" {_FULL}/>'
    TICK = _CIRCLE.format(_FULL) + f'<path d="M4.4 8.3 7 10.9 11.7 5.6" {_CUT}/>'
    CROSS = (
        f'<rect x="1" y="1" width="14" height="14" {_FULL}/><path d="M5 5l6 6M11 5l-6 6" {_CUT}/>'
    )
    TRIANGLE = f'<path d="M8 2 15 14.5H1z" {_HOLLOW}/><path d="M8 6.5v4" {_LINE}/>'
    DASH = f'<path d="M1.5 8h13" {_LINE}/>'
    QUESTION = _CIRCLE.format(_HOLLOW) + f'<path d="M8 4.2v4.6M8 10.6v1.6" {_LINE}/>'


class Tone(StrEnum):
    """The colours of states: the class `is-good` and so on (wufaan.css, part 4)."""

    GOOD = "good"
    BAD = "bad"
    WAITING = "waiting"
    LACKING = "lacking"
    PAST = "past"
    PLAIN = "plain"


_MARKED: list[type["MarkedChoices"]] = []


class MarkedChoices(TextChoices):
    """States that pages show as a badge: `value, shape, tone, label`. One without its shape and
    tone cannot be loaded."""

    def __new__(cls, value: str, *_: Any) -> Self:
        state = str.__new__(cls, value)
        state._value_ = value
        return state

    def __init__(self, _: str, *mark: Any) -> None:
        shape, tone = mark
        self.shape, self.tone = Shape(shape), Tone(tone)

    def __init_subclass__(cls) -> None:
        _MARKED.append(cls)


class StateField(CharField):  # type: ignore[type-arg]  # no generic at run time
    """What is read is one of its states, which knows its mark and its word, not just its text. A
    plain CharField to migrations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = kwargs.get("choices")
        self.states = states if isinstance(states, type) else str

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return None if value is None else self.states(value)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


@register
def marked_states_are_read_as_such(**_: object) -> list[CheckMessage]:
    """A state that is read as plain text has no mark to show."""
    marked = [states.choices for states in _MARKED]
    return [
        Error("Its states have marks: it has to be a StateField.", obj=field, id="wufaan.E001")
        for model in apps.get_models()
        for field in model._meta.fields
        if not isinstance(field, StateField) and list(field.choices or ()) in marked
    ]
