"""The verdicts of a cycle as a table: what export_verdicts writes (design §6)."""

from collections.abc import Iterator
from pathlib import Path

from evaluation.models import Cycle, Verdict
from evaluation.queries import verdicts_with_findings
from wufaan.sheets.writing import write_file

COLUMNS = ["code", "name", "kind", "outcome", "criteria", "incidents"]


def write_verdicts(cycle: Cycle, path: Path) -> int:
    """Write CSV or XLSX by the file's ending; returns how many rows."""
    rows = list(verdict_rows(cycle))
    write_file(path, COLUMNS, rows, title=f"{cycle.year} 年度评估结果")
    return len(rows)


def verdict_rows(cycle: Cycle) -> Iterator[list[str]]:
    """Criteria and incident numbers are joined by a space; those that count, no others."""
    for verdict in verdicts_with_findings(cycle).order_by("code"):
        yield _row(verdict)


def _row(verdict: Verdict) -> list[str]:
    findings = verdict.findings.all()
    criteria = sorted({f.criterion for f in findings})
    numbers = sorted(f.incident.number for f in findings)
    return [
        verdict.code,
        verdict.name,
        verdict.kind,
        verdict.outcome,
        " ".join(map(str, criteria)),
        " ".join(numbers),
    ]
