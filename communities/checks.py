"""What can be wrong with the rows of a registry file once each cell is fine by itself."""

from collections.abc import Iterator

from communities.codes import COMPOUND_CODE, valid_credit_code
from communities.models import Community, CommunityKind
from communities.obstacles import of_code, of_company, of_kind, of_name, of_station_closed
from communities.registry import NAMED, Registry
from wufaan.errors import DomainError, refusals
from wufaan.obstacles import refuse
from wufaan.sheets.reading import Row, Table
from wufaan.texts import checked_text


def errors_of(row: Row, table: Table, registry: Registry) -> Iterator[DomainError]:
    """Every error of a row, by its column. Rows are asked about in their order."""
    yield from _text(row)
    yield from _code(row)
    yield from _station_and_township(row, table, registry)
    yield from _company(row, registry)
    if row["kind"] == CommunityKind.COMPOUND:
        yield from _parent(row, registry)
        yield from _own_name(row, registry)
    elif row.get("parent_code"):
        yield DomainError("只有小区才填所在村社，请留空。", field="parent_code")
    yield from _kind_is_kept(row, registry)
    yield from _one_name(row, registry)


def _text(row: Row) -> Iterator[DomainError]:
    for prefix, model in {"": Community, **NAMED}.items():
        column, name = f"{prefix}_name".lstrip("_"), model.name.field
        yield from refusals(checked_text, row.get(column) or "", name, at=column, blank=True)


def _code(row: Row) -> Iterator[DomainError]:
    code, kind = row["code"], row["kind"]
    if code is None or kind is None:
        return  # already noted
    if not code:
        reason = "不能为空。小区填了所在村社代码时可以留空，由系统编号。"
        yield DomainError(reason, field="code")
    elif kind == CommunityKind.COMPOUND and not COMPOUND_CODE.fullmatch(code):
        reason = f"“{code}”不是小区代码，应为所在村社的 12 位代码加 -X01 这样的序号。"
        yield DomainError(reason, field="code")
    elif kind and kind != CommunityKind.COMPOUND:
        yield from refusals(refuse, of_code(code))


def _station_and_township(row: Row, table: Table, registry: Registry) -> Iterator[DomainError]:
    code = row.get("township_code") or (row["code"] or "")[:9]
    if code and code not in registry.townships and not row.get("township_name"):
        yield DomainError(f"乡镇 {code} 尚未登记，请填写名称。", field="township_name")
    station = row.get("station_code")
    if station and station not in registry.stations and not row.get("station_name"):
        yield DomainError(f"派出所 {station} 尚未登记，请填写名称。", field="station_name")
    if there := registry.stations.get(station or ""):
        yield from refusals(refuse, of_station_closed(there, at="station_code"))
    if station == "" or (not table.has("station_code") and row["code"] not in registry.communities):
        unknown = row.get("station_name")
        why = f"“{unknown}”还没有登记" if unknown else "每个小区（村社）属于一个派出所"
        how = "请填“派出所代码”" if table.has("station_code") else "请加“派出所代码”列"
        yield DomainError(f"不能为空。{why}，{how}（12 位）。", field="station_code")


def _company(row: Row, registry: Registry) -> Iterator[DomainError]:
    code, name = row.get("property_company_code"), row.get("property_company_name")
    at = "property_company_code"
    if code and row["kind"] != CommunityKind.COMPOUND:
        yield from refusals(refuse, of_company(row["kind"]))
    elif code and not valid_credit_code(code):
        yield DomainError(f"“{code}”的校验位不对，请核对营业执照。", field=at)
    elif code and not name and code not in registry.companies:
        yield DomainError(f"企业 {code} 尚未登记，请填写名称。", field="property_company_name")
    elif name and code == "":
        yield DomainError("填了企业名称，请同时填统一社会信用代码。", field=at)


def _parent(row: Row, registry: Registry) -> Iterator[DomainError]:
    code, parent = row["code"] or "", registry.village_of(row)
    lies = registry.lies_in.get(code)
    if not parent:
        reason = "小区要填所在村社代码。"
    elif lies and parent != lies:
        reason = f"“{code}”登记在 {lies}。划到别的村社，请在名录里打开它，办理“划到别的村社”。"
    elif code and not lies and parent != code[:12]:
        reason = f"与小区代码“{code}”的前 12 位不一致。"
    elif parent not in registry.communities and parent not in registry.told:
        reason = f"没有代码为 {parent} 的行政村或社区。"
    else:
        return
    yield DomainError(reason, field="parent_code")


def _own_name(row: Row, registry: Registry) -> Iterator[DomainError]:
    """Of two rows with one name the second is refused."""
    at = village, name = registry.village_of(row), row["name"]
    there = registry.bearers.get(at, row["code"])
    if not name or there == row["code"] or registry.on_record.get(row["code"]) == at:
        return
    if not registry.is_closed(row["code"]):
        which = f"第 {registry.told[there].number} 行" if there in registry.told else there
        named = of_name(name, registry.name_of(village), which)
        yield from refusals(refuse, named)


def _kind_is_kept(row: Row, registry: Registry) -> Iterator[DomainError]:
    known = registry.communities.get(row["code"])
    if known and row["kind"]:
        yield from refusals(refuse, of_kind(known, row["kind"]))


def _one_name(row: Row, registry: Registry) -> Iterator[DomainError]:
    """Two names for one code in one file: which one is meant?"""
    for prefix in NAMED:
        code, name = row.get(f"{prefix}_code"), row.get(f"{prefix}_name")
        if not (code and name):
            continue
        number, first = registry.called.setdefault((prefix, code), (row.number, name))
        if first != name:
            reason = f"{code} 在第 {number} 行叫“{first}”，这里叫“{name}”。"
            yield DomainError(reason, field=f"{prefix}_name")
