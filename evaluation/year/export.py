"""The verdicts of a cycle as a file: for programs by the command (design §6), and for people as
the office has filtered them."""

from collections.abc import Iterator
from pathlib import Path

from django.db.models import QuerySet

from communities.work import Progress, progress
from evaluation.streaks.queries import streaks
from evaluation.year.models import Cycle, Verdict
from evaluation.year.presenters import (
    broken_criteria,
    flags,
    reasons,
    satisfaction,
    satisfaction_interval,
)
from evaluation.year.queries import fixed_on, verdicts_with_findings
from evaluation.year.resources import VerdictResource
from wufaan.normalise import joined
from wufaan.sheets.sending import in_pieces
from wufaan.sheets.writing import write_file

AT_A_TIME = 2000
HEADERS = [
    *["代码", "名称", "类型", "乡镇（街道）", "结果", "违反标准", "案（事）件编号", "理由", "提示"],
    *["受访人数", "满意人数", "满意度", "满意度 95% 区间", "台账已完成", "台账事项"],
    *["信息员人数", "应建信息员", "连续称号年数", "先进典型", "暂缓原因"],
]


def write_verdicts(cycle: Cycle, path: Path) -> int:
    """Write CSV or XLSX by the file's ending; returns how many rows."""
    table = VerdictResource().export(verdicts_with_findings(cycle.verdicts).order_by("code"))
    write_file(path, table.headers, table, title=f"{cycle.year} 年度评估结果")
    return len(table)


def result_file(cycle: Cycle, verdicts: QuerySet[Verdict], form: str) -> Iterator[bytes]:
    """In pieces and in the order given; `form` as for in_pieces."""
    title = f"{cycle.year} 年度评估结果"
    return in_pieces(form, HEADERS, _rows(cycle, verdicts), title=title, count=verdicts.count)


def _rows(cycle: Cycle, verdicts: QuerySet[Verdict]) -> Iterator[list]:
    """Which rows and their order is settled at once; what they show is read some at a time."""
    every, fixed = list(verdicts.values_list("pk", flat=True)), fixed_on(cycle)
    for start in range(0, len(every), AT_A_TIME):
        keys = every[start : start + AT_A_TIME]
        found = {v.pk: v for v in verdicts_with_findings(cycle.verdicts.filter(pk__in=keys))}
        places = [verdict.community_id for verdict in found.values()]
        running = streaks(places, cycle.year - 1, on=fixed)
        work = progress(places, cycle.year)
        for verdict in (found[key] for key in keys if key in found):
            place = verdict.community_id
            yield _row(cycle, verdict, running.of(place).running, work[place])


def _row(cycle: Cycle, verdict: Verdict, streak: int, work: Progress) -> list:
    return [
        verdict.code,
        verdict.name,
        verdict.get_kind_display(),
        verdict.township_name,
        verdict.get_outcome_display(),
        " ".join(str(c.number) for c in broken_criteria(verdict)),
        " ".join(sorted(f.incident.number for f in verdict.findings.all())),
        joined(reasons(verdict, cycle)),
        joined(flags(verdict, cycle)),
        verdict.respondents,
        verdict.satisfied,
        satisfaction(verdict),
        satisfaction_interval(verdict),
        work.done,
        work.heads,
        work.officers,
        work.needed,
        streak,
        "是" if verdict.exemplar else "",
        verdict.withheld_reason,
    ]
