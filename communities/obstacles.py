"""What stands in the way of changing a place or ending it."""

from collections.abc import Iterator
from datetime import date

from communities.models import Community
from wufaan.clock import today
from wufaan.obstacles import Obstacle, Way


def of_closed(place: Community, therefore: str, *, at: str | None = None) -> Iterator[Obstacle]:
    """That it is no more, and what follows from that."""
    if place.closed_on:
        text = f"“{place.name}”已于 {place.closed_on} 撤并，{therefore}。"
        way = Way("回到登记信息", "registry-community", (place.code,))
        yield Obstacle(text, way=way, at=at)


def of_changing(place: Community, *, at: str | None = None) -> Iterator[Obstacle]:
    return of_closed(place, "登记信息不再更改", at=at)


def of_adding_to(parent: Community) -> Iterator[Obstacle]:
    if parent.parent_id:
        yield Obstacle("小区内不能再登记小区，请选择它所在的行政村或社区。")
    yield from of_closed(parent, "不能再登记小区")


def of_ending(place: Community, on: date) -> Iterator[Obstacle]:
    """Whatever else is chosen."""
    yield from of_closed(place, "不用再办")
    if place.compounds.not_closed_by(on).exists():
        yield Obstacle(f"“{place.name}”内还有小区，请先把这些小区逐个撤并或划到别处。")


def of_dissolving(community: Community, on: date) -> Iterator[Obstacle]:
    if on > today():
        yield Obstacle("撤并日期还没有到，请到那一天再办理。")
    if community.opened_on and on < community.opened_on:
        yield Obstacle(f"撤并日期不能早于设立日期 {community.opened_on}。")
    yield from of_ending(community, on)


def of_merging(community: Community, into: Community, on: date) -> Iterator[Obstacle]:
    if into == community:
        yield Obstacle("不能并入自己，请选择另一个小区（村社）。")
    yield from of_closed(into, "请选择仍存在的小区（村社）")
    if into.opened_on and into.opened_on > on:
        yield Obstacle(f"“{into.name}”{into.opened_on} 才设立，撤并日期不能早于这一天。")
    if bool(into.parent_id) != bool(community.parent_id):
        yield Obstacle("小区只能并入小区，行政村和社区只能并入行政村或社区。")
    yield from of_dissolving(community, on)
