"""The columns of the registry's files (design §6), English and Chinese."""

from communities.heads import HEAD_WORDS, WorkState
from communities.models import CommunityKind
from wufaan.sheets import values as v
from wufaan.sheets.reading import Column

COMMUNITY_COLUMNS = [
    Column(
        "code",
        "代码",
        v.code(r"\d{12}(-X\d{2,})?", "12 位统计代码，也不是小区代码（如 530521101001-X01）"),
        must_be_there=True,
        help="行政村、社区填 12 位统计代码。新小区留空，由系统编号",
        example="530521101001",
    ),
    Column("name", "名称", v.name(60), required=True, help="全称", example="金色家园"),
    Column(
        "kind",
        "类型",
        v.choice(v.words_of(CommunityKind)),
        required=True,
        choices=CommunityKind.labels,
        help="从列表中选",
        example="小区",
    ),
    Column(
        "township_code",
        "乡镇代码",
        v.listed_code(r"\d{9}", "9 位乡镇代码"),
        help="9 位。留空取代码的前 9 位",
        example="530521101",
    ),
    Column("township_name", "乡镇名称", v.name(50), help="新乡镇必填", example="甸阳镇"),
    Column(
        "station_code",
        "派出所代码",
        v.listed_code(r"\d{12}", "12 位派出所代码"),
        help="从列表中选，或填 12 位单位代码。每个小区（村社）都要有",
        example="530521010000",
    ),
    Column("station_name", "派出所名称", v.name(50), help="新派出所必填", example="甸阳派出所"),
    Column(
        "parent_code",
        "所在村社代码",
        v.listed_code(r"\d{12}", "12 位村社代码"),
        help="只有小区填：所在行政村或社区的 12 位代码",
        example="530521101001",
    ),
    Column(
        "property_company_code",
        "物业企业代码",
        v.code(r"[0-9A-Z]{18}", "18 位统一社会信用代码"),
        help="只有小区填：18 位统一社会信用代码",
        example="91530521MA6K000002",
    ),
    Column(
        "property_company_name",
        "物业企业名称",
        v.name(100),
        help="新企业必填",
        example="安居物业服务有限公司",
    ),
    Column("households", "户数", v.count, help="整数", example="300"),
    Column("population", "实有人口", v.count, help="整数", example="900"),
    Column("shops", "联排商铺户数", v.count, help="整数", example="20"),
]

WORK_COLUMNS = [
    Column(
        "community_code",
        "代码",
        v.listed_code(r"\d{12}(-X\d{2,})?", "小区（村社）代码"),
        required=True,
        help="小区（村社）的代码",
        example="530521101001",
    ),
    Column("name", "名称", v.text(60), only_told=True),
    Column("year", "年度", v.year, required=True, help="四位年份", example="2026"),
    Column(
        "head",
        "事项",
        v.choice(HEAD_WORDS | {key: key for key in HEAD_WORDS.values()}),
        required=True,
        choices=list(HEAD_WORDS),
        help="小区六项，村社五项，从列表中选",
        example="内部安全防范",
    ),
    Column(
        "state",
        "状态",
        v.choice(v.words_of(WorkState)),
        required=True,
        choices=WorkState.labels,
        help="从列表中选",
        example="已完成",
    ),
    Column("note", "情况", v.prose(500), help="做了什么、还差什么。不写姓名和电话"),
    Column(
        "information_officers",
        "信息员人数",
        v.count,
        help="只在小区的“内部安全防范”填，只写人数",
        example="3",
    ),
]
