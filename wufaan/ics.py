"""Days as a calendar file (RFC 5545) that phones and mail programs import. Events of whole days
alone, which take these few lines: the package `icalendar` reads and repeats and knows time zones,
and would bring two more packages with it.

An event keeps its `uid`: a program that imports a later file changes what it has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# In octets, the line's end not counted.
_LONGEST = 75


@dataclass(frozen=True)
class Event:
    """From `first` to `last`, both included."""

    uid: str
    first: date
    last: date
    summary: str
    description: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[Event], *, made_on: date) -> bytes:
    """`made_on` is what each event says of its own making: same day, same events, same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wufaan//Wufaan//ZH", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escaped(name)}")
    for event in events:
        lines += _lines(event, made_on)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _lines(event: Event, made_on: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{made_on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}"  # the day after the last
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """No line is too long, and no character is torn apart; what goes on begins with a blank."""
    piece = ""
    for character in line:
        if len(f"{piece}{character}".encode()) > _LONGEST:
            yield piece
            piece = " "
        piece += character
    yield piece
