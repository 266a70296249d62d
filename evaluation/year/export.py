"""The verdicts of a cycle as a file: for programs by the command (design §6), and for people as
the office has filtered them."""

from collections.abc import Iterator
from pathlib import Path

from communities.work import progress
from evaluation.streaks.queries import streaks
from evaluation.year.models import Cycle, Verdict, VerdictQuerySet
from evaluation.year.queries import fixed_on, verdicts_with_findings
from evaluation.year.resources import ResultResource
from wufaan.sheets.download import in_pieces
from wufaan.sheets.resource import AT_A_TIME
from wufaan.sheets.writing import write_file


def write_verdicts(cycle: Cycle, path: Path) -> int:
    """Write CSV or XLSX by the file's ending; returns how many rows."""
    verdicts, names = verdicts_with_findings(cycle.verdicts.all()), ResultResource.FOR_PROGRAMS
    rows = list(ResultResource.plain_rows(verdicts.order_by("code"), names))
    write_file(path, names, rows, title=_title(cycle))
    return len(rows)


def result_file(cycle: Cycle, verdicts: VerdictQuerySet, format: str) -> Iterator[bytes]:
    """In pieces and in the order given; `format` as for in_pieces."""
    records = _records(cycle, verdicts)
    return in_pieces(format, ResultResource, records, title=_title(cycle), count=verdicts.count)


def _title(cycle: Cycle) -> str:
    return f"{cycle.year} 年度评估结果"


def _records(cycle: Cycle, verdicts: VerdictQuerySet) -> Iterator[Verdict]:
    """Which rows and their order is settled at once; what they show is read some at a time."""
    every, fixed = list(verdicts.values_list("pk", flat=True)), fixed_on(cycle)
    for start in range(0, len(every), AT_A_TIME):
        keys = every[start : start + AT_A_TIME]
        found = {v.pk: v for v in verdicts_with_findings(Verdict.every.filter(pk__in=keys))}
        places = [verdict.community_id for verdict in found.values()]
        running = streaks(places, cycle.year - 1, on=fixed)
        work = progress(places, cycle.year)
        for verdict in (found[key] for key in keys if key in found):
            place = verdict.community_id
            verdict.cycle = cycle
            verdict.streak, verdict.work = running.of(place).running, work[place]
            yield verdict
