"""Files as offices have them, well and badly formed."""

import csv
import io
import re
import zipfile
from datetime import date

from openpyxl import Workbook

COMMUNITY_HEADER = [
    *["code", "name", "kind", "township_code", "township_name", "station_code", "station_name"],
    *["parent_code", "property_company_code", "property_company_name"],
    *["households", "population", "shops"],
]
VILLAGE = [
    *["530521101001", "甸阳社区", "社区", "530521101", "甸阳镇", "530521010000", "甸阳派出所"],
    *["", "", "", "1200", "4100", "60"],
]
COMPOUND = [
    *["530521101001-X01", "金色家园", "小区", "530521101", "甸阳镇", "530521010000", "甸阳派出所"],
    *["530521101001", "91530521MA6K000002", "安居物业服务有限公司", "300", "900", ""],
]
INCIDENT_HEADER = ["number", "community_code", "occurred_on", "kind", "nature", "status"]


def csv_bytes(rows, encoding="utf-8", delimiter=",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_bytes(rows, change=lambda sheet: None) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    change(workbook.active)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def understating_its_size(content: bytes) -> bytes:
    """The same workbook, whose sheet declares that it ends after its second row."""
    return rewritten(content, rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"')


def rewritten(content: bytes, old: bytes, new: bytes) -> bytes:
    """The same workbook with something else in the XML of its first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                part, changed = re.subn(old, new, part)
                assert changed
            target.writestr(entry, part)
    return out.getvalue()


def incident(number="A1", code="530521101001", on=date(2025, 3, 1), kind="入室盗窃", nature="刑事"):
    return [number, code, on, kind, nature, "已认定"]
