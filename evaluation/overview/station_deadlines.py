"""期限 of stations: what their officers are to do, and until when. What has come to a day already
is told by the apps that know of it (incidents.station_work)."""

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse

from accounts.models import User
from communities.heads import kept_until, open_years
from communities.models import Community, CommunityQuerySet, Station
from communities.period import whole_period
from evaluation.notice.models import Notice
from evaluation.notice.postings import hung
from evaluation.overview.deadlines import Deadline, Page, by_day
from incidents.months import signed_by
from incidents.returns import to_sign
from incidents.station_work import waiting_at
from wufaan.obstacles import Way


def station_deadlines(user: User, today: date) -> list[Deadline]:
    """Of the officer's stations. The same few queries, however many places these have."""
    stations = list(Station.objects.visible_to(user))
    places = Community.objects.visible_to(user)
    found = [*_returns(stations, today), *_waiting(stations, today)]
    if places.exists():
        found += [_next_return(today), *_work(today), *_postings(places, today)]
    return by_day(found)


def _returns(stations: Collection[Station], today: date) -> Iterator[Deadline]:
    for cell in to_sign(stations, today):
        month, code = cell.month, cell.station.code
        way = Page("核对并签字上报", reverse("return", args=[code, month]))
        what = f"签 {month.year} 年 {month.month} 月案（事）件报告（{cell.station.name}）"
        yield _return(f"return-{code}-{month:%Y-%m}", what, month, way)


def _next_return(today: date) -> Deadline:
    """Of the month that is not over."""
    month = today.replace(day=1)
    what = f"签 {month.year} 年 {month.month} 月案（事）件报告"
    return _return(f"return-{month:%Y-%m}", what, month, Way("看月度报告", "returns"))


def _return(key: str, what: str, month: date, way: Way | Page) -> Deadline:
    last = signed_by(month)
    return Deadline(key, what, last.replace(day=1), last, False, way)


def _waiting(stations: Collection[Station], today: date) -> Iterator[Deadline]:
    for groups in waiting_at(stations, today).values():
        for heading, waiting in groups:
            for each in waiting:
                if day := each.due_on:
                    what = f"{heading}：{each.named}，{each.told}"
                    page = Page(each.step or "看看", each.url or each.page)
                    yield Deadline(f"due-{day}-{page.url}", what, day, day, False, page)


def _work(today: date) -> Iterator[Deadline]:
    for year in open_years(today):
        way, first = Way("填台账", "work", query=f"?year={year}"), whole_period(year)[0]
        yield Deadline(
            f"work-{year}", f"填 {year} 年度创建台账", first, kept_until(year), False, way
        )


def _postings(places: CommunityQuerySet, today: date) -> Iterator[Deadline]:
    for notice in Notice.objects.live().filter(ends_on__gte=today).select_related("cycle"):
        if villages := hung(notice, places):
            lacking = sum(not village.postings for village in villages)
            yield Deadline(
                f"posting-{notice.edition}",
                f"张贴{notice.called}，登记照片",
                notice.starts_on,
                notice.ends_on,
                not lacking,
                Way("去登记", "postings", query=f"?notice={notice.edition}&lacking=1"),
                f"{lacking} 个村社还没有照片" if lacking else "",
            )
