"""What the templates share: dates, marks, links that keep their filters."""

from datetime import date, datetime

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from accounts.models import User
from accounts.permissions import Permission
from wufaan.charts import percent
from wufaan.navigation import Group, chapter_of, groups_for
from wufaan.site.guide import CONTENTS, address

register = template.Library()

# Shapes differ as well as colours, so that a grey print or a colour-blind reader loses nothing.
_CIRCLE = '<circle cx="8" cy="8" r="7" {}/>'
_FULL = 'fill="currentColor"'
_HOLLOW = 'fill="none" stroke="currentColor" stroke-width="2"'
_CUT = 'fill="none" stroke="#fffefb" stroke-width="2.2"'
_LINE = 'stroke="currentColor" stroke-width="2.4" fill="none"'
_TICK = _CIRCLE.format(_FULL) + f'<path d="M4.4 8.3 7 10.9 11.7 5.6" {_CUT}/>'
_CROSS = f'<rect x="1" y="1" width="14" height="14" {_FULL}/><path d="M5 5l6 6M11 5l-6 6" {_CUT}/>'
_HALF = _CIRCLE.format(_HOLLOW) + f'<path d="M8 1a7 7 0 0 1 0 14z" {_FULL}/>'
_TRIANGLE = f'<path d="M8 2 15 14.5H1z" {_HOLLOW}/><path d="M8 6.5v4" {_LINE}/>'
_DASH = f'<path d="M1.5 8h13" {_LINE}/>'
_QUESTION = _CIRCLE.format(_HOLLOW) + f'<path d="M8 4.2v4.6M8 10.6v1.6" {_LINE}/>'

MARKS = {
    "qualified": _TICK,
    "disqualified": _CROSS,
    "pending": _HALF,
    "incomplete": _TRIANGLE,
    "excluded": _DASH,
    "standing": _TICK,
    "revoked": _CROSS,
    "void": _DASH,
    "unknown": _QUESTION,
    "unannounced": _HALF,
    "here": _CIRCLE.format(_HOLLOW),
    "delivered": _TICK,
    "recalled": _TRIANGLE,
    "recovered": _DASH,
    "queued": _CIRCLE.format(_HOLLOW),
    "running": _HALF,
    "done": _TICK,
    "failed": _CROSS,
    "submitted": _CIRCLE.format(_HOLLOW),
    "due": _TRIANGLE,
    "granted": _TICK,
    "refused": _DASH,
    "returned": _TRIANGLE,
    "withdrawing": _QUESTION,
    "determined": _TICK,
    "withdrawn": _DASH,
    "not_started": _CIRCLE.format(_HOLLOW),
    "under_way": _HALF,
    "counts": _CROSS,
    "counts-not": _CIRCLE.format(_HOLLOW),
    "now": _HALF,
    "later": _CIRCLE.format(_HOLLOW),
    "received": _HALF,
    "upheld": _TICK,
    "rejected": _DASH,
    "open": _CIRCLE.format(_HOLLOW),
    "rectifying": _TRIANGLE,
    "closed": _DASH,
}


@register.simple_tag
def demo_banner() -> str:
    """A tag, not context: the page of error 500 is rendered without any."""
    if not settings.WUFAAN_DEMO:
        return ""
    shown = f"；演示日期 {settings.DEMO_DAY}" if settings.DEMO_DAY else ""
    return format_html(
        '<aside class="demo" aria-label="演示">演示系统：所有案（事）件均为虚构{}</aside>', shown
    )


@register.simple_tag
def mark(name: str) -> str:
    """The bare shape, for places that write the word themselves."""
    return format_html(
        '<svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
        mark_safe(MARKS[name]),  # constants above
    )


@register.simple_tag
def badge(name: str, word: str) -> str:
    """Colour, mark and word of an outcome or a state: `{% badge v.outcome v.get_…_display %}`."""
    return format_html('<span class="outcome is-{}">{}{}</span>', name, mark(name), word)


@register.filter
def day(value: date | datetime | None) -> str:
    """2025-11-03, for tables."""
    return _local(value).isoformat() if value else ""


@register.filter
def long_day(value: date | datetime | None) -> str:
    """2025年11月3日, for prose."""
    if not value:
        return ""
    value = _local(value)
    return f"{value.year}年{value.month}月{value.day}日"


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
def navigation(user: User | AnonymousUser) -> list[Group]:
    return groups_for(user) if user.is_authenticated else []


@register.filter
def guide(section: str) -> str:
    """The page of the user's guide that tells of a section of the rail."""
    return address(chapter_of(section) or CONTENTS)


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


def _local(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value
