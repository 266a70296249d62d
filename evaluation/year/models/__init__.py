"""The year: cycle, steps, surveys, verdicts, the holiday table."""

from evaluation.year.models.cycles import (
    Cycle,
    CycleStep,
    Survey,
)
from evaluation.year.models.holidays import (
    CalendarDay,
)
from evaluation.year.models.verdicts import (
    Finding,
    Verdict,
)

__all__ = [
    "CalendarDay",
    "Cycle",
    "CycleStep",
    "Finding",
    "Survey",
    "Verdict",
]
