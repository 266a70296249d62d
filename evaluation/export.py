"""The verdicts of a cycle as a file."""

from pathlib import Path

from evaluation.models import Cycle
from evaluation.queries import verdicts_with_findings
from evaluation.resources import VerdictResource
from wufaan.sheets.writing import write_file


def write_verdicts(cycle: Cycle, path: Path) -> int:
    """Write CSV or XLSX by the file's ending; returns how many rows."""
    table = verdict_table(cycle)
    write_file(path, table.headers, table, title=f"{cycle.year} 年度评估结果")
    return len(table)


def verdict_table(cycle: Cycle):
    """A tablib.Dataset, by code."""
    return VerdictResource().export(verdicts_with_findings(cycle).order_by("code"))
