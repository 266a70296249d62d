"""The yearly evaluation: cycle, verdicts, the public notice and the titles that come of it. The
door for Django and for the apps above; inside, each part uses those below it directly."""

from evaluation.ladder.models import (
    Cause,
    Decision,
    Nomination,
    Reinstatement,
    ReReview,
    ReReviewState,
)
from evaluation.ladder.workflow import (
    NominationState,
)
from evaluation.notice.models import (
    Acknowledgement,
    CorrectionKind,
    FormerAnswer,
    Inquiry,
    Notice,
    NoticeCorrection,
    NoticeDraft,
    NoticeEntry,
    Objection,
    ObjectionChannel,
    ObjectionState,
    Posting,
    SenderCount,
    SignedBasis,
)
from evaluation.streaks.models import (
    BELOW,
    Honour,
    HonourState,
    Level,
    marked,
    title_for,
)
from evaluation.year.models import (
    CalendarDay,
    Cycle,
    CycleStep,
    Finding,
    Survey,
    Verdict,
)

__all__ = [
    "Acknowledgement",
    "BELOW",
    "CalendarDay",
    "Cause",
    "CorrectionKind",
    "Cycle",
    "CycleStep",
    "Decision",
    "Finding",
    "FormerAnswer",
    "Honour",
    "HonourState",
    "Inquiry",
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
    "Posting",
    "ReReview",
    "ReReviewState",
    "Reinstatement",
    "SenderCount",
    "SignedBasis",
    "Survey",
    "Verdict",
    "marked",
    "title_for",
]
