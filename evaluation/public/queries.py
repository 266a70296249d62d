"""Reads for the public pages: only what is announced or on notice."""

from dataclasses import dataclass
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

# As many places as one may mean by a name.
FEW = 5


def found_places(text: str) -> CommunityQuerySet:
    """Communities with a title that the public may see, by name, pinyin or code, with the names
    under which they were `known_as`."""
    titled = Honour.objects.announced().matching(text).values("community")
    places = Community.objects.filter(pk__in=titled).select_related("township", "parent")
    known_as = ArrayAgg("honours__name", distinct=True, order_by="honours__name")
    return places.annotate(known_as=known_as).order_by("township__code", "code")


def on_current_notice(text: str) -> NoticeEntryQuerySet:
    """Lines of the notices whose yearly lists are still to come, by name, pinyin or code."""
    entries = NoticeEntry.objects.matching(text).filter(
        notice__in=Notice.objects.before_their_lists()
    )
    return entries.select_related("notice__cycle", "verdict__community__township")


def not_listed(text: str, notice: Notice | None) -> list[Community]:
    """Today's places that go by what was typed and are on no notice of that year: who asks for a
    place by its name is told. Nobody is told why, or gets a list of such places."""
    if notice is None or not text:
        return []
    places = Community.objects.existing().matching(text).select_related("township", "parent")
    named = list(places.order_by("township__code", "code")[: FEW + 1])
    listed = set(_listed(notice, named))
    return [p for p in named if p.pk not in listed] if len(named) <= FEW else []


def missing_from(community: Community) -> Notice | None:
    """The latest notice, where there is such a place and it is not on it."""
    notice = Notice.objects.latest_main()
    if notice is None or community.closed_on or _listed(notice, [community]).exists():
        return None
    return notice


def missing_place(notice: Notice, code: str) -> Community | None:
    """The one of this code, where it is not on the list."""
    places = Community.objects.existing().coded([code]).select_related("township")
    place = places.first()
    return None if place is None or _listed(notice, [place]).exists() else place


def _listed(notice: Notice, places: list[Community]) -> "QuerySet[NoticeEntry, int]":
    """Those (keys) that are on a notice of its year."""
    entries = NoticeEntry.objects.live().filter(notice__cycle=notice.cycle_id)
    found = entries.filter(verdict__community__in=places)
    return found.values_list("verdict__community", flat=True)


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
