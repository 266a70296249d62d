"""What stands in the way of changing a place or ending it, and of keeping its record of work."""

from collections.abc import Iterator
from datetime import date

from accounts.models import User
from accounts.permissions import Role
from communities.codes import VILLAGE_CODE
from communities.heads import all_years, kept_until, open_years
from communities.models import Community, CommunityKind, CommunityQuerySet, Move, Station
from communities.period import FIRST_MONTH, FIRST_YEAR
from wufaan.clock import today
from wufaan.days import not_yet
from wufaan.obstacles import Obstacle, Way


def of_closed(place: Community, therefore: str, *, at: str | None = None) -> Iterator[Obstacle]:
    """That it is no more, and what follows from that."""
    if place.closed_on:
        text = f"“{place.name}”已于 {place.closed_on} 撤并，{therefore}。"
        way = Way("回到登记信息", "registry-community", (place.code,))
        yield Obstacle(text, way=way, at=at)


def of_other_station(
    place: Community, by: User, therefore: str, *, at: str | None = None
) -> Iterator[Obstacle]:
    """An officer does and tells only what is of the own station's district."""
    if by.role == Role.OFFICER and place.station.code != by.station_code:
        yield Obstacle(f"“{place.name}”属于{place.station}，{therefore}。", at=at)


def of_keeping_work(community: Community, year: int, by: User) -> Iterator[Obstacle]:
    yield from of_other_station(community, by, "由该所填写")
    yield from of_closed(community, "台账不再填写")
    if year not in all_years(today()):
        text = f"没有 {year} 年度的台账：从 {FIRST_YEAR} 年度起，"
        yield Obstacle(f"{text}每年 {FIRST_MONTH} 月 1 日起填下一年度的。", at="year")
    elif by.role == Role.OFFICER and year not in open_years(today()):
        last = kept_until(year)
        text = f"{year} 年度的台账已于 {last.year} 年 {last.month} 月 {last.day} 日截止，"
        yield Obstacle(f"{text}需要更正的请联系领导小组办公室。", at="year")


def of_changing(place: Community, *, at: str | None = None) -> Iterator[Obstacle]:
    return of_closed(place, "登记信息不再更改", at=at)


def of_adding_to(parent: Community, *, at: str | None = None) -> Iterator[Obstacle]:
    if parent.parent_id:
        yield Obstacle("小区内不能再登记小区，请选择它所在的行政村或社区。", at=at)
    yield from of_closed(parent, "不能再登记小区", at=at)


def of_code(code: str) -> Iterator[Obstacle]:
    """Of a village or neighbourhood."""
    if not VILLAGE_CODE.fullmatch(code):
        yield Obstacle(f"“{code}”不是 12 位统计代码，请核对。", at="code")


def of_kind(place: Community, kind: str) -> Iterator[Obstacle]:
    if (place.kind == CommunityKind.COMPOUND) != (kind == CommunityKind.COMPOUND):
        text = f"“{place.name}”登记为{place.get_kind_display()}：小区不能改为行政村或社区，"
        yield Obstacle(f"{text}行政村和社区也不能改为小区。", at="kind")


def of_company(kind: str) -> Iterator[Obstacle]:
    """Of naming one."""
    if kind != CommunityKind.COMPOUND:
        yield Obstacle("只有小区才登记物业企业，请留空。", at="property_company")


def of_name(
    name: str,
    village: str,
    there: str,
    *,
    so: str = "是同一个的，请改它的信息；不是的，请换个名称",
    at: str = "name",
) -> Iterator[Obstacle]:
    """Of a compound that is to be called so. `there` says which one in the village is, blank where
    none is; what is closed keeps no name from another."""
    if there:
        yield Obstacle(f"“{village}”内已有叫“{name}”的小区（{there}），{so}。", at=at)


def of_name_in(village: Community, name: str, **told: str) -> Iterator[Obstacle]:
    there = village.compounds.existing().filter(name=name).first()
    return of_name(name, village.name, there.code if there else "", **told)


def of_split(
    split_from: Community | None, kind: str, opened_on: date | None, of: Community | None = None
) -> Iterator[Obstacle]:
    """`of`: what was split from it, where that is on record already."""
    if split_from is None:
        return
    if split_from == of:
        yield Obstacle("不能由自己分出，请填另一个的代码。", at="split_from")
    if bool(split_from.parent_id) != (kind == CommunityKind.COMPOUND):
        text = "小区只能由小区分出，行政村和社区只能由行政村或社区分出。"
        yield Obstacle(text, at="split_from")
    if opened_on is None:
        yield Obstacle("由别处分出的，要填设立日期：分出的那一天。", at="opened_on")


def of_another_station(since: date) -> Iterator[Obstacle]:
    return not_yet(since, at="station_since")


def of_going(place: Community) -> Iterator[Obstacle]:
    """Of a merger and of a move, whatever else is chosen."""
    return of_closed(place, "不用再办")


def of_being_moved(place: Community) -> Iterator[Obstacle]:
    yield from of_going(place)
    if place.parent_id is None:
        yield Obstacle("只有小区能划到别的行政村或社区。")


def of_moving(compound: Community, into: Community, on: date) -> Iterator[Obstacle]:
    yield from of_being_moved(compound)
    if into.parent_id:
        yield Obstacle("只有小区能划到别的行政村或社区，请选择行政村或社区。", at="into")
    if into.pk == compound.parent_id:
        yield Obstacle(f"“{compound.name}”就在“{into.name}”，不用划转。", at="into")
    yield from of_closed(into, "请选择仍存在的", at="into")
    yield from of_name_in(into, compound.name, so="请先更改其中一个的名称", at="into")
    yield from not_yet(on, at="on")
    for place in (compound, into):
        if place.opened_on and on < place.opened_on:
            yield Obstacle(f"“{place.name}”{place.opened_on} 才设立，划转日期不能更早。", at="on")


def of_move_before(place: Community, on: date) -> Iterator[Obstacle]:
    if last := place.moves.filter(moved_on__gt=on).last():
        text = f"“{place.name}”{last.moved_on} 划转过，这次的日期不能更早。"
        yield Obstacle(text, at="on")


def of_ending(place: Community, on: date) -> Iterator[Obstacle]:
    """Of a dissolution, whatever else is chosen."""
    yield from of_going(place)
    yield from _of_left(place, place.compounds.not_closed_by(on))


def _of_left(place: Community, compounds: CommunityQuerySet) -> Iterator[Obstacle]:
    if compounds.exists():
        yield Obstacle(f"“{place.name}”内还有小区，请先把这些小区逐个撤并或划到别处。")


def of_dissolving(community: Community, on: date) -> Iterator[Obstacle]:
    yield from _of_day(community, on)
    yield from of_ending(community, on)


def _of_day(community: Community, on: date) -> Iterator[Obstacle]:
    yield from not_yet(on, at="on")
    if community.opened_on and on < community.opened_on:
        yield Obstacle(f"撤并日期不能早于设立日期 {community.opened_on}。")


def of_merging(community: Community, into: Community, on: date) -> Iterator[Obstacle]:
    if into == community:
        yield Obstacle("不能并入自己，请选择另一个小区（村社）。")
    yield from of_closed(into, "请选择仍存在的小区（村社）")
    if into.opened_on and into.opened_on > on:
        yield Obstacle(f"“{into.name}”{into.opened_on} 才设立，撤并日期不能早于这一天。")
    if bool(into.parent_id) != bool(community.parent_id):
        yield Obstacle("小区只能并入小区，行政村和社区只能并入行政村或社区。")
    for compound in community.compounds.existing():
        yield from of_moving(compound, into, on)
    yield from _of_day(community, on)
    yield from of_going(community)
    yield from _of_left(community, community.compounds.closed().not_closed_by(on))


def of_station_closed(station: Station, *, at: str | None = None) -> Iterator[Obstacle]:
    if station.closed_on:
        yield Obstacle(f"“{station.name}”{station.how_closed}，请选择现有的派出所。", at=at)


def of_closing_station(station: Station, on: date, into: Station | None) -> Iterator[Obstacle]:
    if station.closed_on:
        yield Obstacle(f"“{station.name}”{station.how_closed}，不用再办。")
    yield from not_yet(on, at="on")
    if station == into:
        yield Obstacle("不能并入自己，请选择另一个派出所。", at="into")
    if into:
        yield from of_station_closed(into, at="into")
        later = Move.objects.filter(community__station=station, moved_on__gt=on)
        if last := later.select_related("community").order_by("moved_on").last():
            text = f"“{last.community.name}”{last.moved_on} 划转过，撤并日期不能更早。"
            yield Obstacle(text, at="on")
        return
    if places := station.communities.existing().count():
        text = f"“{station.name}”还有 {places} 个小区（村社），请选择并入哪个派出所。"
        yield Obstacle(text, at="into")
    if accounts := User.objects.filter(station_code=station.code, is_active=True).count():
        text = f"“{station.name}”还有 {accounts} 个启用的账号，请选择并入哪个派出所，或者先停用。"
        yield Obstacle(text, at="into")
