"""Of what came up since a list was fixed: no title against a finding, or before one."""

from collections.abc import Iterator

from accounts.permissions import Permission
from evaluation.notice.models import Notice
from evaluation.notice.obstacles.ways import to_resubmission, to_sheet
from evaluation.notice.queries import Since, since_notice
from evaluation.year import obstacles as of_year
from wufaan.normalise import listed
from wufaan.obstacles import Obstacle, Way


def of_since(notice: Notice) -> Iterator[Obstacle]:
    since = since_notice(notice)
    yield from _of_what_counts(notice, since)
    yield from _of_what_waits(notice, since)
    yield from of_leaving(notice, since)


def _of_what_counts(notice: Notice, since: list[Since]) -> Iterator[Obstacle]:
    if late := [s for s in since if s.counting]:
        found = f"{named(late)}公示名单固定之后，又有案（事）件认定计入。"
        if notice.is_sent_back:
            way = to_resubmission(notice, "去暂缓", to_sheet(notice))
            yield Obstacle(f"{found}请先暂缓命名，再报请批准。", way=way)
        else:
            told = f"{found}不能批准：{_how_withheld(notice)}"
            yield Obstacle(told, way=_holding_back(notice))


def _of_what_waits(notice: Notice, since: list[Since]) -> Iterator[Obstacle]:
    if waiting := [s for s in since if s.waiting]:
        otherwise = f"认定之后才能批准；一时认定不了的，{_how_withheld(notice)}"
        what = "请先认定，或者暂缓命名，再报请批准。" if notice.is_sent_back else otherwise
        text = f"{named(waiting)}有评选期内的案（事）件没有认定。{what}"
        yield Obstacle(text, way=of_year.finding(to_sheet(notice)))


def _how_withheld(notice: Notice) -> str:
    along = notice.is_supplementary and not notice.cycle.is_awarded
    otherwise = "" if along else "，或者由领导小组退回"
    return f"请办公室在“补充公示”里先暂缓命名{otherwise}。"


def _holding_back(notice: Notice) -> Way:
    page, needs = "cycle-publish_supplement", Permission.RUN_CYCLE
    return Way("去暂缓", page, (notice.cycle.year,), needs=needs, otherwise=to_sheet(notice))


def of_leaving(notice: Notice, since: list[Since]) -> Iterator[Obstacle]:
    if left := [s for s in since if s.left]:
        text = f"{named(left)}公示之后改为不参评，请核实是否仍要命名。"
        yield Obstacle(text, stops=False, way=to_sheet(notice))


def named(since: list[Since]) -> str:
    return listed(f"“{s.entry.name}”（序号 {s.entry.position}）" for s in since)
