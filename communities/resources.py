"""The columns of the registry's files (design §6), English and Chinese."""

from communities.models import CommunityKind
from wufaan.sheets import values as v
from wufaan.sheets.reading import Column

COMMUNITY_COLUMNS = [
    Column(
        "code",
        "代码",
        v.code(r"\d{12}(-X\d{2,})?", "12 位统计代码，也不是小区代码（如 530521101001-X01）"),
        must_be_there=True,
    ),
    Column("name", "名称", v.text(60), required=True),
    Column("kind", "类型", v.choice(v.words_of(CommunityKind)), required=True),
    Column("township_code", "乡镇代码", v.code(r"\d{9}", "9 位乡镇代码")),
    Column("township_name", "乡镇名称", v.text(50)),
    Column("station_code", "派出所代码", v.code(r"\d{12}", "12 位派出所代码")),
    Column("station_name", "派出所名称", v.text(50)),
    Column("parent_code", "所在村社代码", v.code(r"\d{12}", "12 位村社代码")),
    Column(
        "property_company_code", "物业企业代码", v.code(r"[0-9A-Z]{18}", "18 位统一社会信用代码")
    ),
    Column("property_company_name", "物业企业名称", v.text(100)),
    Column("households", "户数", v.count),
    Column("population", "实有人口", v.count),
    Column("shops", "联排商铺户数", v.count),
]
