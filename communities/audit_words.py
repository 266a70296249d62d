"""What the audit trail says of the registry and of the work record. A community gathers all that
is about it."""

from audit import words
from audit.words import Area, Key
from communities.heads import COMPOUND_HEADS, PLACE_HEADS
from communities.models import (
    Community,
    Evidence,
    PropertyCompany,
    Station,
    Township,
    WorkRecord,
)

words.verbs(
    Area(2, "名录"),
    {
        "community_added": "登记小区（村社）",
        "community_changed": "修改小区（村社）",
        "community_dissolved": "撤销小区（村社）建制",
        "community_excluded": "标为不参评",
        "community_included": "恢复参评",
        "community_merged": "并入另一小区（村社）",
        "community_moved": "小区划到别的村社",
        "company_added": "登记物业企业",
        "company_renamed": "更改物业企业名称",
        "evidence_added": "添加证明材料",
        "evidence_withdrawn": "撤下证明材料",
        "station_closed": "撤销派出所建制",
        "station_merged": "并入另一派出所",
        "station_added": "登记派出所",
        "station_renamed": "更改派出所名称",
        "township_added": "登记乡镇（街道）",
        "township_renamed": "更改乡镇（街道）名称",
        "work_recorded": "填写创建台账",
    },
)


def _heads() -> dict[str, str]:
    """Two keys have a title at compounds and another at villages."""
    titles: dict[str, list[str]] = {}
    for head in (*COMPOUND_HEADS, *PLACE_HEADS):
        titles.setdefault(head.key, []).append(head.title)
    return {key: "或".join(dict.fromkeys(said)) for key, said in titles.items()}


# Of a row here it is the row's own, of any other the code of the community that it is about.
_OWN_CODE = {"code": Key("代码")}
_TOLD = ("code", "name")

for _model in (Township, Station, PropertyCompany):
    words.subject(_model, number="code", pointed_at=_TOLD, keys=_OWN_CODE)
words.subject(Community, number="code", pointed_at=_TOLD, gathers="community", keys=_OWN_CODE)
words.subject(WorkRecord, called=("community__name", "year"), about="community")
words.subject(
    Evidence, called=("record__community__name", "record__year"), about="record__community"
)

words.keys(
    {
        "code": Key("代码", points_at=(Community, "code")),
        "community": Key("小区（村社）", points_at=(Community, "code")),
        "head": Key("事项", _heads()),
        "parent": "所在村社",
        "pinyin": "拼音",
        "property_company": "物业企业",
        "split_from": "由何处分出",
        "station": "派出所",
        "station_code": Key("派出所", points_at=(Station, "code")),
        "successor": "并入",
        "township": "乡镇（街道）",
    }
)
