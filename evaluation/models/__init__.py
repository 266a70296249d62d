"""The yearly evaluation: cycle, verdicts, the public notice and the titles that come of it."""

from evaluation.models.cycles import Cycle, CycleStep, Survey
from evaluation.models.holidays import CalendarDay
from evaluation.models.honours import BELOW, Honour, HonourState, Level, marked, title_for
from evaluation.models.nominations import Nomination
from evaluation.models.notices import (
    CorrectionKind,
    Notice,
    NoticeCorrection,
    NoticeDraft,
    NoticeEntry,
)
from evaluation.models.objections import Objection, ObjectionChannel, ObjectionState, SenderCount
from evaluation.models.rereviews import Cause, Decision, ReReview, ReReviewState
from evaluation.models.verdicts import Finding, Verdict
from evaluation.nomination_workflow import NominationState

__all__ = [
    "BELOW",
    "CalendarDay",
    "Cause",
    "CorrectionKind",
    "Cycle",
    "CycleStep",
    "Decision",
    "Finding",
    "Honour",
    "HonourState",
    "Level",
    "Nomination",
    "NominationState",
    "Notice",
    "NoticeCorrection",
    "NoticeDraft",
    "NoticeEntry",
    "Objection",
    "ObjectionChannel",
    "ObjectionState",
    "ReReview",
    "ReReviewState",
    "SenderCount",
    "Survey",
    "Verdict",
    "marked",
    "title_for",
]
