"""The demo's registry: the county's real villages and neighbourhoods, invented compounds.

`data/registry.csv` is public statistics. Compounds, property companies and the unit codes of
stations are made up; so is everything said about them.
"""

import csv
import re
from pathlib import Path
from typing import Any

from accounts.models import User
from communities.codes import credit_check_character
from communities.import_plan import CommunityImport
from communities.models import CommunityKind
from communities.resources import CommunityResource
from wufaan.sheets.reading import read_table
from wufaan.sheets.writing import csv_bytes

DATA = Path(__file__).parent / "data"
HEADERS = [column.name for column in CommunityResource.columns]


def load(*, by: User) -> None:
    """Bring the registry in through the door that offices use."""
    rows = [[row.get(header, "") for header in HEADERS] for row in rows_of_registry()]
    table = read_table(csv_bytes(HEADERS, rows), "registry.csv", CommunityResource)
    CommunityImport.carry_out(table=table, by=by)


def rows_of_registry() -> list[dict[str, Any]]:
    """Rows as import_communities takes them, compounds after the places that they lie in."""
    places = _read("registry.csv")
    stations = _stations(places)
    villages = {row["code"]: _village(row) | stations[row["township_code"]] for row in places}
    compounds = _read("compounds.csv")
    companies = _companies(compounds)
    return list(villages.values()) + [
        _compound(row, villages[row["parent_code"]], companies) for row in compounds
    ]


def short_name(official: str) -> str:
    """What a clerk calls it: 甸阳社区居民委员会 → 甸阳社区, 甸头村民委员会 → 甸头村."""
    name = re.sub(r"(居民|村民)委员会$|(居|村)委会$", "", official)
    return name if name.endswith(("社区", "村")) else f"{name}村"


def kind_of(official: str) -> CommunityKind:
    """By the committee that it elects; some villages call themselves 社区 all the same."""
    if official.endswith(("居民委员会", "居委会")):
        return CommunityKind.NEIGHBOURHOOD
    return CommunityKind.VILLAGE


def _village(row: dict[str, Any]) -> dict[str, Any]:
    name, kind = short_name(row["name"]), kind_of(row["name"])
    return row | {"name": name, "kind": kind.value}


def _compound(
    row: dict[str, Any], parent: dict[str, Any], companies: dict[str, str]
) -> dict[str, Any]:
    inherited = {key: value for key, value in parent.items() if key.startswith(("town", "stat"))}
    company = companies.get(row["property_company_name"], "")
    return (
        row | inherited | {"kind": CommunityKind.COMPOUND.value, "property_company_code": company}
    )


def _stations(places: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """One station a township: 摆榔彝族布朗族乡 → 摆榔派出所."""
    names = {row["township_code"]: row["township_name"] for row in places}
    return {
        code: {
            "station_code": f"530521{number}0000",
            "station_name": re.sub(r"((彝族|布朗族)*乡|镇)$", "派出所", name),
        }
        for number, (code, name) in enumerate(sorted(names.items()), 51)
    }


def _companies(compounds: list[dict[str, Any]]) -> dict[str, str]:
    """Name → an invented credit code with the right check character."""
    names = sorted({row["property_company_name"] for row in compounds} - {""})
    stems = {name: f"91530521MA00000{number:02d}" for number, name in enumerate(names, 1)}
    return {name: stem + credit_check_character(stem) for name, stem in stems.items()}


def _read(name: str) -> list[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
