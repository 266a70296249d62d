"""Reads for the public pages: only what is announced or on notice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet
from django.utils import timezone

from communities.models import Community, CommunityQuerySet
from evaluation.notice.models import Notice, NoticeCorrection, NoticeEntry, NoticeEntryQuerySet
from evaluation.streaks.models import Honour, HonourQuerySet
from evaluation.year.models import (
    CycleStep,
)
from wufaan.days import in_words

# As many places as one may mean by a name.
FEW = 5


def found_places(text: str) -> CommunityQuerySet:
    """Communities with a title that the public may see, by name, pinyin or code, with the names
    under which they were `known_as`."""
    titled = Honour.objects.announced().matching(text).values("community")
    places = Community.objects.filter(pk__in=titled).select_related("township", "parent")
    places = places.prefetch_related("former_names")
    known_as = ArrayAgg("honours__name", distinct=True, order_by="honours__name")
    return places.annotate(known_as=known_as).order_by("township__code", "code")


def on_current_notice(text: str) -> NoticeEntryQuerySet:
    """Lines of the notices whose yearly lists are still to come, by name, pinyin or code."""
    entries = NoticeEntry.objects.matching(text).filter(
        notice__in=Notice.objects.before_their_lists()
    )
    known = entries.select_related("notice__cycle", "verdict__community__township")
    return known.prefetch_related("verdict__community__former_names")


@dataclass(frozen=True)
class Asked:
    """A place that somebody asks for by a name of today or before. `ends` are it and what it became
    part of, as far as that is no more itself; `now` is what it is today, None where it was
    dissolved; `entry` the line of that on the notice; `has_page`, whether it ever had a title."""

    place: Community
    ends: list[Community]
    now: Community | None
    entry: NoticeEntry | None = None
    has_page: bool = False

    @property
    def became(self) -> str:
        """原甸阳村，2025年3月1日并入文武村. Blank for one that is there today."""
        ends = (f"{in_words(p.closed_on)}{_end_of(p)}" for p in self.ends if p.closed_on)
        return "，".join([f"原{self.place.name}", *ends]) if self.ends else ""


def _end_of(place: Community) -> str:
    return f"并入{place.successor.name}" if place.successor else "撤销建制"


@dataclass(frozen=True)
class Answer:
    """The places that are `missing` from the notices of the year and those that are no more; or how
    many of either go by what was typed, too many to be told of one by one."""

    missing: Sequence[Asked] = ()
    ended: Sequence[Asked] = ()
    too_many: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.ended or self.too_many)


def asked_for(text: str, notice: Notice | None) -> Answer:
    """Who asks for a place by its name is told whether it is on the notice of that year. Nobody is
    told why, or gets a list of such places: of many only those whose whole name was typed."""
    if not text:
        return Answer()
    named = Community.objects.matching(text)
    few = named if named[FEW:].first() is None else Community.objects.known_as(text)
    asked = _told_of(few, notice)
    return _answer(asked) if asked else Answer(too_many=named.exclude(pk__in=_on(notice)).count())


def all_to_ask_for(notice: Notice | None) -> Answer:
    """What `asked_for` may have to tell, for a page without a server to ask."""
    return _answer(_told_of(Community.objects.all(), notice))


def _answer(asked: Sequence[Asked]) -> Answer:
    missing = [a for a in asked if not a.ends and not a.entry]
    return Answer(missing, [a for a in asked if a.ends])


def what_became_of(community: Community, notice: Notice | None) -> Asked:
    return _told_of(Community.objects.filter(pk=community.pk), notice)[0]


def _told_of(places: CommunityQuerySet, notice: Notice | None) -> list[Asked]:
    """In a number of queries that depends only on how often a place was merged on."""
    rows = Community.objects.select_related("township", "parent", "successor")
    asked_for = rows.filter(pk__in=places.order_by().values("pk"))
    found = list(asked_for.prefetch_related("former_names").order_by("township__code", "code"))
    became, ended = {p.pk: p for p in found}, found
    while further := {p.successor_id for p in ended if p.successor_id} - became.keys():
        ended = list(rows.filter(pk__in=further))
        became |= {p.pk: p for p in ended}
    asked = [_asked(place, became) for place in found]
    today = {a.now.pk for a in asked if a.now}
    lines = {e.verdict.community_id: e for e in _lines(notice, today)}
    titled = set(Honour.objects.announced().filter(community__in=today).values_list("community"))
    return [
        replace(a, entry=lines.get(a.now.pk), has_page=(a.now.pk,) in titled) if a.now else a
        for a in asked
    ]


def _asked(place: Community, became: Mapping[int, Community]) -> Asked:
    ends, now = [], place
    while now.closed_on:
        ends.append(now)
        if now.successor_id is None:
            return Asked(place, ends, None)
        now = became[now.successor_id]
    return Asked(place, ends, now)


def missing_from(community: Community) -> Notice | None:
    """The latest notice, where there is such a place and it is not on it."""
    notice = Notice.objects.latest_main()
    if notice is None or community.closed_on or _lines(notice, [community.pk]).exists():
        return None
    return notice


def missing_place(notice: Notice, code: str) -> Community | None:
    """The one of this code, or what that has become part of, where it is not on the list."""
    asked = _told_of(Community.objects.coded([code]), notice)
    return next((a.now for a in asked if not a.entry), None)


def _lines(notice: Notice | None, places: Collection[int]) -> NoticeEntryQuerySet:
    """Those of these places (keys) on a notice of its year."""
    found = _entries(notice).filter(verdict__community__in=places)
    return found.select_related("notice__cycle", "verdict")


def _on(notice: Notice | None) -> "QuerySet[NoticeEntry, int]":
    return _entries(notice).order_by().values_list("verdict__community", flat=True)


def _entries(notice: Notice | None) -> NoticeEntryQuerySet:
    live = NoticeEntry.objects.live()
    return live.filter(notice__cycle=notice.cycle_id) if notice else live.none()


def latest_title(community: Community) -> Honour | None:
    """Of those that stand, the highest of the last year: levels sort by their names."""
    return titles_of(community).standing().order_by("-year", "-level").first()


@dataclass(frozen=True)
class Announcement:
    """A notice, a correction of one, or a yearly list, for the feed. `page` is the name of its
    address, `fragment` its place there."""

    page: str
    edition: int | str
    title: str
    summary: str
    at: datetime
    fragment: str = ""


def announcements() -> list[Announcement]:
    """Latest first; three queries."""
    notices = Notice.objects.select_related("cycle")
    corrections = NoticeCorrection.objects.select_related("notice__cycle", "entry")
    published = CycleStep.objects.filter(verb="publish").select_related("cycle")
    items = [_of_notice(notice) for notice in notices] + [_of_list(step) for step in published]
    items += [_of_correction(correction) for correction in corrections]
    return sorted(items, key=lambda item: item.at, reverse=True)


def _of_notice(notice: Notice) -> Announcement:
    summary = f"公示期 {notice.starts_on} 至 {notice.ends_on}，期间可提出异议。"
    at = _midnight(notice.starts_on)
    title = f"{notice.title}（已作废）" if notice.is_void else notice.title
    return Announcement("notice", notice.edition, title, summary, at)


def _of_correction(correction: NoticeCorrection) -> Announcement:
    notice, entry = correction.notice, correction.entry
    what = (
        f"{correction.get_kind_display()}：{entry.name}" if entry else correction.get_kind_display()
    )
    title, at = f"{notice.cycle.year} 年度{notice.called}更正（{what}）", _midnight(correction.on)
    return Announcement(
        "notice", notice.edition, title, correction.text, at, f"#c{correction.position}"
    )


def _of_list(step: CycleStep) -> Announcement:
    year = step.cycle.year
    title, summary = f"{year} 年度名单", f"{year} 年度命名的“无发案小区”“无发案村社”名单已公布。"
    return Announcement("year", year, title, summary, _midnight(step.on))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def titles_of(community: Community) -> HonourQuerySet:
    """A community's titles over the years as the public may see them, latest first, with what was
    put right about their end."""
    titles = Honour.objects.announced().of(community).prefetch_related("reinstatements")
    return titles.order_by("-year", "level")


def yearly_list(year: int) -> HonourQuerySet:
    """The county titles of a published year, by the township of then."""
    return (
        Honour.objects.announced()
        .at("county")
        .in_year(year)
        .select_related("community__township")
        .order_by("township_code", "community__code")
    )
