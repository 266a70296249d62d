"""The year: cycle, steps, surveys, verdicts, the holiday table."""

from evaluation.year.models.cycles import (
    Cycle,
    CycleQuerySet,
    CycleStep,
    Survey,
)
from evaluation.year.models.holidays import (
    CalendarDay,
)
from evaluation.year.models.verdicts import (
    Finding,
    Verdict,
    VerdictQuerySet,
)

__all__ = [
    "CalendarDay",
    "Cycle",
    "CycleQuerySet",
    "CycleStep",
    "Finding",
    "Survey",
    "Verdict",
    "VerdictQuerySet",
]
