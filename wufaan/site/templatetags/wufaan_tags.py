"""What the templates share: dates, marks, links that keep their filters."""

from datetime import date, datetime

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from accounts.models import User
from accounts.permissions import Permission
from communities.examples import example
from communities.models import Community
from notes.forms import NoteForm
from notes.models import Note
from plaques.queries import example_number
from wufaan.access import may_follow
from wufaan.charts import percent
from wufaan.days import in_words
from wufaan.links import Link, links_on
from wufaan.marks import MarkedChoices, Shape, Tone
from wufaan.navigation import Group, chapter_of, groups_for
from wufaan.normalise import tidy_text
from wufaan.site.guide import CONTENTS, address

register = template.Library()
register.simple_tag(example)
register.simple_tag(example_number)


@register.simple_tag
def demo_banner() -> str:
    """A tag, not context: the page of error 500 is rendered without any."""
    if not settings.WUFAAN_DEMO:
        return ""
    shown = f"；演示日期 {settings.DEMO_DAY}" if settings.DEMO_DAY else ""
    return format_html(
        '<aside class="demo" aria-label="演示">演示系统：所有案（事）件均为虚构{}</aside>', shown
    )


@register.inclusion_tag("_heard.html")
def heard(text: str | None) -> dict[str, str]:
    """Says so where places were found by the sound of what was typed."""
    typed = tidy_text(text or "")
    return {"text": typed, "sound": Community.objects.heard_as(typed)}


@register.simple_tag
def shape(name: str) -> str:
    """A bare shape by its name: `{% shape "tick" %}`."""
    return _drawn(Shape[name.upper()])


@register.simple_tag
def mark(state: MarkedChoices) -> str:
    """The bare shape of a state, for places that write the word themselves."""
    return _drawn(state.shape)


@register.simple_tag
def badge(state: MarkedChoices, word: str = "") -> str:
    """Colour, mark and word of an outcome or a state; another word than its own where given."""
    return _badge(state.shape, state.tone, word or state.label)


@register.simple_tag
def sign(name: str, tone: str, word: str) -> str:
    """Like a badge, of what is no state: `{% sign "tick" "good" "审计链完整" %}`."""
    return _badge(Shape[name.upper()], Tone(tone), word)


def _badge(shape: Shape, tone: Tone, word: str) -> str:
    return format_html('<span class="outcome is-{}">{}{}</span>', tone, _drawn(shape), word)


def _drawn(shape: Shape) -> str:
    return format_html(
        '<svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
        mark_safe(shape.value),  # constants of wufaan.marks
    )


@register.filter
def day(value: date | datetime | None) -> str:
    """2025-11-03, for tables."""
    return _local(value).isoformat() if value else ""


@register.filter
def long_day(value: date | datetime | None) -> str:
    """2025年11月3日, for prose."""
    return in_words(_local(value)) if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """11 月 3 日 with spaces that do not break, for a date whose year is plain."""
    if not value:
        return ""
    value = _local(value)
    return f"{value.month}\N{NO-BREAK SPACE}月\N{NO-BREAK SPACE}{value.day}\N{NO-BREAK SPACE}日"


@register.filter
def near_day(value: date, today: date) -> str:
    """Without its year where that is plain: in any other than this one it would read as to come."""
    return short_day(value) if value.year == today.year else long_day(value)


@register.filter
def days_after(value: date, other: date) -> int:
    """How many days `value` lies after `other`."""
    return (value - other).days


register.filter(percent)


@register.filter
def grouped(value: int | None) -> str:
    """1 234 567 with narrow spaces that do not break."""
    return "" if value is None else f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


@register.filter
def can(user: User | AnonymousUser, permission: str) -> bool:
    """`{% if user|can:"RUN_CYCLE" %}`; nobody signed in can nothing."""
    return user.is_authenticated and user.can(Permission[permission])


@register.filter
def open_to(url: str, user: User) -> bool:
    """`{% if way.url|open_to:user %}`: whether they may follow a link to it."""
    return may_follow(url, user)


@register.filter
def post_at(user: User | None, moment: datetime | None) -> str:
    """Who signed: the post as it was called then. `{{ step.by|post_at:step.at }}`"""
    return user.post_at(moment) if user else ""


@register.filter
def navigation(user: User | AnonymousUser) -> list[Group]:
    return groups_for(user) if user.is_authenticated else []


@register.filter
def guide(section: str) -> str:
    """The page of the user's guide that tells of a section of the rail."""
    return address(chapter_of(section) or CONTENTS)


@register.simple_tag(takes_context=True)
def links(context: Context, place: str, thing: object) -> list[Link]:
    """To pages of apps above: `{% links "community" community as more %}`."""
    return links_on(place, thing, context["user"])


@register.inclusion_tag("notes/_notes.html", takes_context=True)
def notes(context: Context, thing: Model, address: str) -> dict[str, object]:
    """What colleagues noted about a thing, and room for another; `address` is where notes about it
    are written."""
    filters = context["request"].GET.urlencode()
    return {
        "notes": Note.objects.about(thing),
        "form": NoteForm(),
        "address": f"{address}?{filters}" if filters else address,
        "notes_at": address,
        "may_clear": context["user"].can(Permission.CLEAR_WORDS),
    }


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """This page's query string with some values replaced; None or "" takes one out. A change of
    anything but the page starts at page one; a link is no poll, even where the page came by one."""
    values = context["request"].GET.copy()
    values.pop("page", None)
    values.pop("poll", None)
    for name, value in changes.items():
        if value in (None, ""):
            values.pop(name, None)
        else:
            values[name] = str(value)
    return f"?{values.urlencode()}" if values else "?"


@register.simple_tag(takes_context=True)
def asking(context: Context, name: str, value: str) -> str:
    """As `query`, of a name that the page is told."""
    return query(context, **{name: value})


def _local(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value
