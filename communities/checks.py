"""What can be wrong with the rows of a registry file once each cell is fine by itself."""

from communities.codes import COMPOUND_CODE, valid_credit_code
from communities.models import Community, CommunityKind, PropertyCompany, Station, Township
from wufaan.errors import DomainError
from wufaan.sheets.reading import Row, Table
from wufaan.texts import checked_text

_NAMES = {
    "name": Community,
    "township_name": Township,
    "station_name": Station,
    "property_company_name": PropertyCompany,
}


def check_rows(table: Table, registry) -> None:
    """Note every error of every row in the table."""
    first_with_code: dict[str, Row] = {}
    kinds = {code: c.kind for code, c in registry.communities.items()}
    kinds |= {row["code"]: row["kind"] for row in table.rows if row["code"]}
    for row in table.rows:
        _check_text(table, row)
        _check_code(table, row, first_with_code)
        _check_station_and_township(table, row, registry)
        _check_company(table, row, registry)
        if row["kind"] == CommunityKind.COMPOUND:
            _check_parent(table, row, kinds)
        elif row.get("parent_code"):
            table.refuse(row, "parent_code", "只有小区才填所在村社，请留空。")
        _check_kind_is_kept(table, row, registry)
    for code, name in [
        ("township_code", "township_name"),
        ("station_code", "station_name"),
        ("property_company_code", "property_company_name"),
    ]:
        _check_one_name(table, code, name)


def _check_text(table: Table, row: Row) -> None:
    for column, model in _NAMES.items():
        try:
            name = model._meta.get_field("name")
            checked_text(row.get(column) or "", name, called="这里", blank=True)
        except DomainError as error:
            table.refuse(row, column, str(error))


def _check_code(table: Table, row: Row, first_with_code: dict[str, Row]) -> None:
    code, kind = row["code"], row["kind"]
    if code is None or kind is None:
        return  # already noted
    if not code:
        table.refuse(row, "code", "不能为空。小区填了所在村社代码时可以留空，由系统编号。")
    elif kind == CommunityKind.COMPOUND and not COMPOUND_CODE.fullmatch(code):
        table.refuse(row, "code", f"“{code}”不是小区代码，应形如 530521101001-X01。")
    elif kind and kind != CommunityKind.COMPOUND and len(code) != 12:
        table.refuse(row, "code", f"“{code}”不是 12 位统计代码。")
    if code and code in first_with_code:
        table.refuse(row, "code", f"“{code}”与第 {first_with_code[code].number} 行重复。")
    first_with_code.setdefault(code, row)


def _check_station_and_township(table: Table, row: Row, registry) -> None:
    code = row.get("township_code") or (row["code"] or "")[:9]
    if code and code not in registry.townships and not row.get("township_name"):
        table.refuse(row, "township_name", f"乡镇 {code} 尚未登记，请填写名称。")
    station = row.get("station_code")
    if station and station not in registry.stations and not row.get("station_name"):
        table.refuse(row, "station_name", f"派出所 {station} 尚未登记，请填写名称。")
    if station == "" or (not table.has("station_code") and row["code"] not in registry.communities):
        table.refuse(row, "station_code", "不能为空：每个小区（村社）属于一个派出所。")


def _check_company(table: Table, row: Row, registry) -> None:
    code, name = row.get("property_company_code"), row.get("property_company_name")
    if code and row["kind"] != CommunityKind.COMPOUND:
        table.refuse(row, "property_company_code", "只有小区才有物业企业，请留空。")
    elif code and not valid_credit_code(code):
        table.refuse(row, "property_company_code", f"“{code}”的校验位不对，请核对营业执照。")
    elif code and not name and code not in registry.companies:
        table.refuse(row, "property_company_name", f"企业 {code} 尚未登记，请填写名称。")
    elif name and code == "":
        table.refuse(row, "property_company_code", "填了企业名称，请同时填统一社会信用代码。")


def _check_parent(table: Table, row: Row, kinds: dict[str, str]) -> None:
    own = (row["code"] or "")[:12]
    parent = row.get("parent_code") or own
    if not parent:
        table.refuse(row, "parent_code", "小区要填所在村社代码。")
    elif own and parent != own:
        table.refuse(row, "parent_code", f"与小区代码“{row['code']}”的前 12 位不一致。")
    elif parent not in kinds:
        table.refuse(row, "parent_code", f"没有代码为 {parent} 的行政村或社区。")


def _check_kind_is_kept(table: Table, row: Row, registry) -> None:
    known = registry.communities.get(row["code"])
    if known is None or row["kind"] is None or known.kind == row["kind"]:
        return
    if CommunityKind.COMPOUND in (known.kind, row["kind"]):
        table.refuse(row, "kind", f"已登记为{known.get_kind_display()}，不能改为小区或由小区改来。")


def _check_one_name(table: Table, code: str, name: str) -> None:
    """Two names for one code in one file: which one is meant?"""
    first: dict[str, Row] = {}
    for row in table.rows:
        if not (row.get(code) and row.get(name)):
            continue
        other = first.setdefault(row[code], row)
        if other[name] != row[name]:
            table.refuse(
                row,
                name,
                f"{row[code]} 在第 {other.number} 行叫“{other[name]}”，这里叫“{row[name]}”。",
            )
