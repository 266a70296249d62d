"""The tables of the registry (design §6), in and out."""

from collections.abc import Iterable
from typing import Any

from communities.codes import (
    COMMUNITY_CODE,
    CREDIT_CODE,
    STATION_CODE,
    TOWNSHIP_CODE,
    VILLAGE_CODE,
)
from communities.examples import example
from communities.heads import HEAD_WORDS, WorkState
from communities.models import Community, CommunityKind
from wufaan.sheets import values as v
from wufaan.sheets.resource import Column, Resource


def community_code(**more: Any) -> Column:
    """Of tables that say something about a community, by the template's list or typed."""
    parse = v.listed_code(COMMUNITY_CODE, "小区（村社）代码")
    return Column(parse=parse, required=True, example=example("{village}"), **more)


def listed(communities: Iterable[Community]) -> dict[str, list[str]]:
    """For that column of a template."""
    return {"community_code": [f"{place.code} {place.name}" for place in communities]}


class CommunityResource(Resource):
    """Communities with what they point to at hand (`Community.objects.with_pointers`)."""

    sheet_title = "小区与村社名录"

    code = Column(
        "代码",
        v.code(COMMUNITY_CODE, "12 位统计代码，也不是小区代码（村社的代码加 -X01 这样的序号）"),
        must_be_there=True,
        help="行政村、社区填 12 位统计代码。新小区留空，由系统编号",
        example=example("{village}"),
    )
    name = Column(
        "名称",
        v.name,
        required=True,
        help="全称",
        example="金色家园",
    )
    kind = Column(
        "类型",
        words=CommunityKind,
        required=True,
        help="从列表中选",
        example="小区",
    )
    township_code = Column(
        "乡镇代码",
        v.listed_code(TOWNSHIP_CODE, "9 位乡镇代码"),
        of="township__code",
        help="9 位。留空取代码的前 9 位",
        example=example("{township}"),
    )
    township_name = Column(
        "乡镇名称",
        v.name,
        of="township__name",
        help="新乡镇必填",
        example=example("{township_name}"),
    )
    station_code = Column(
        "派出所代码",
        v.listed_code(STATION_CODE, "12 位派出所代码"),
        of="station__code",
        help="从列表中选，或填 12 位单位代码。每个小区（村社）都要有",
        example=example("{station}"),
    )
    station_name = Column(
        "派出所名称",
        v.name,
        of="station__name",
        help="新派出所必填",
        example=example("{station_name}"),
    )
    parent_code = Column(
        "所在村社代码",
        v.listed_code(VILLAGE_CODE, "12 位村社代码"),
        of="parent__code",
        help="只有小区填：所在行政村或社区的 12 位代码",
        example=example("{village}"),
    )
    property_company_code = Column(
        "物业企业代码",
        v.code(CREDIT_CODE, "18 位统一社会信用代码"),
        of="property_company__code",
        help="只有小区填：18 位统一社会信用代码",
        example=example("{credit_code}"),
    )
    property_company_name = Column(
        "物业企业名称",
        v.name,
        of="property_company__name",
        help="新企业必填",
        example="安居物业服务有限公司",
    )
    households = Column("户数", v.count, help="整数", example="300")
    population = Column("实有人口", v.count, help="整数", example="900")
    shops = Column("联排商铺户数", v.count, help="整数", example="20")


class StationResource(Resource):
    """Under the headings that they have in the registry's table, with how many places each has."""

    sheet_title = "派出所"

    code = Column("派出所代码")
    name = Column("派出所名称")
    places = Column("小区和村社")
    closed_on = Column("撤并日期")
    successor = Column("并入（代码）", of="successor__code")


class CompanyResource(Resource):
    """Likewise."""

    sheet_title = "物业企业"

    code = Column("物业企业代码")
    name = Column("物业企业名称")
    places = Column("服务的小区")


class WorkResource(Resource):
    """A row a community, year and head: a WorkRecord, in place of one that is not there too."""

    sheet_title = "创建台账"

    community_code = community_code(
        header="代码",
        of="community__code",
        also=["小区（村社）代码"],
        help="小区（村社）的代码",
    )
    name = Column("名称", of="community__name")
    year = Column("年度", v.year, required=True, help="四位年份", example=example("{year}"))
    head = Column(
        "事项",
        v.choice(HEAD_WORDS | {key: key for key in HEAD_WORDS.values()}),
        of="title",
        required=True,
        choices=list(HEAD_WORDS),
        help="小区六项，村社五项，从列表中选",
        example="内部安全防范",
    )
    state = Column(
        "状态",
        words=WorkState,
        required=True,
        help="从列表中选",
        example="已完成",
    )
    note = Column("情况", v.prose, help="做了什么、还差什么。不写姓名和电话")
    information_officers = Column(
        "信息员人数",
        v.count,
        help="只在小区的“内部安全防范”填，只写人数",
        example="3",
    )
