"""The yearly evaluation: cycle, verdicts, the public notice and the titles that come of it."""

from evaluation.models.cycles import Cycle, CycleStep, Survey
from evaluation.models.holidays import CalendarDay
from evaluation.models.honours import BELOW, Honour, HonourState, Level, title_for
from evaluation.models.notices import (
    CorrectionKind,
    Notice,
    NoticeCorrection,
    NoticeDraft,
    NoticeEntry,
)
from evaluation.models.objections import Objection, ObjectionChannel, ObjectionState, SenderCount
from evaluation.models.verdicts import Finding, Verdict

__all__ = [
    "BELOW",
    "CalendarDay",
    "CorrectionKind",
    "Cycle",
    "CycleStep",
    "Finding",
    "Honour",
    "HonourState",
    "Level",
    "Notice",
    "NoticeCorrection",
    "NoticeDraft",
    "NoticeEntry",
    "Objection",
    "ObjectionChannel",
    "ObjectionState",
    "SenderCount",
    "Survey",
    "Verdict",
    "title_for",
]
