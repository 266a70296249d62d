"""The work records of the last years: further along where a place does well, and still being kept
for the current one. A few pictures at the first compound; nothing on them."""

import random
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from communities import actions
from communities.heads import HEAD_WORDS, Head, WorkState, heads_of
from communities.models import Community, CommunityKind
from communities.resources import WorkResource
from communities.staffing import information_officers
from communities.work import keeping_records
from communities.work_import_plan import WorkImport
from demo import accounts
from demo.incidents import SEED
from demo.years import CURRENT
from wufaan.sheets.reading import read_table
from wufaan.sheets.writing import csv_bytes

# Earlier years would only make the demo slower to load.
YEARS = (CURRENT - 2, CURRENT - 1, CURRENT)
_HEADERS = [column.name for column in WorkResource.columns if not column.only_told]
# What is said of a head that is done, and of one that is under way; told of no place in particular.
_NOTES = {
    "基层党组织": ("建立联合党支部，每季度一次主题活动", "正在同物业商量建立党小组"),
    "内部安全防范": ("门岗登记、夜间巡逻两班，信息员已配齐", "夜间巡逻还缺一班"),
    "居民自我防范": ("楼栋长和热心居民成立调解小组", "楼栋长还没有选齐"),
    "物防技防": ("出入口和单元口监控全部接通", "北侧围栏待修，摄像头已下单"),
    "治安防范指导": ("每月走访一次，张贴反诈和防盗提示", "出租房登记还差两栋"),
    "服务和谐": ("物业和民警每月接待日", "接待日刚开始，还不固定"),
    "村社党组织": ("社区民警兼任副书记，防范列入组织生活", "正在办理民警兼职手续"),
    "群防群治": ("治保会、护村队轮值巡逻", "护村队正在组建"),
    "三治融合": ("安全防范写进村规民约", "村规民约正在修订"),
    "技防设施": ("主要道口监控接入平台", "两个道口还没有装"),
    "服务管理": ("会同司法所每月排查一次土地、山林纠纷", "排查表正在收集"),
}
assert _NOTES.keys() == HEAD_WORDS.keys()


def load() -> None:
    rng = random.Random(SEED)
    every = Community.objects.order_by("code")
    diligence = {place.pk: rng.betavariate(5, 1.6) for place in every}
    rows = [row for year in YEARS for row in _rows(year, diligence, rng)]
    table = read_table(csv_bytes(_HEADERS, rows), "创建台账.csv", WorkResource)
    WorkImport.carry_out(table=table, by=accounts.office())
    _add_pictures()


def _rows(year: int, diligence: dict[int, float], rng: random.Random) -> Iterator[list[Any]]:
    # The current year is not over.
    pace = 0.85 if year == CURRENT else 1.0
    for place in keeping_records(Community.objects.order_by("code"), year).existing():
        for head in heads_of(is_compound=place.parent_id is not None):
            state = _state(diligence[place.pk] * pace, rng)
            if state != WorkState.NOT_STARTED:
                yield _row(place, year, head, state, rng)


def _state(chance: float, rng: random.Random) -> WorkState:
    lot = rng.random()
    if lot < chance:
        return WorkState.DONE
    return WorkState.UNDER_WAY if lot < chance + 0.6 * (1 - chance) else WorkState.NOT_STARTED


def _row(
    place: Community, year: int, head: Head, state: WorkState, rng: random.Random
) -> list[Any]:
    note = _NOTES[head.title][0 if state == WorkState.DONE else 1]
    return [place.code, year, head.title, state.value, note, _officers(place, head, state, rng)]


def _officers(place: Community, head: Head, state: WorkState, rng: random.Random) -> int | str:
    needed = information_officers(place.population, place.shops)
    if not head.counts_officers or needed is None:
        return ""
    return needed if state == WorkState.DONE else rng.randint(0, max(0, needed - 1))


def _add_pictures() -> None:
    place = Community.objects.filter(kind=CommunityKind.COMPOUND).existing().order_by("code")[0]
    for head, name, grey in (("defences", "单元口监控", 150), ("internal_security", "门岗", 190)):
        actions.add_evidence(
            community=place,
            year=CURRENT,
            head=head,
            name=f"{name}（演示）.png",
            content=_picture(grey),
            by=accounts.office(),
        )


def _picture(grey: int, width: int = 64, height: int = 48) -> bytes:
    """A plain grey PNG: the demo shows no real place."""
    rows = (b"\x00" + bytes([grey]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(*part) for part in parts)


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
