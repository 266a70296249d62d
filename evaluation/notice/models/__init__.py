"""The notice, what was corrected on it, where it hangs, and what is said against it."""

from evaluation.notice.models.acknowledgements import Acknowledgement, Gap
from evaluation.notice.models.approvals import SignedBasis
from evaluation.notice.models.notices import (
    CorrectionKind,
    Notice,
    NoticeCorrection,
    NoticeDraft,
    NoticeEntry,
    NoticeEntryQuerySet,
    NoticeQuerySet,
)
from evaluation.notice.models.objections import (
    FormerAnswer,
    Objection,
    ObjectionChannel,
    ObjectionQuerySet,
    ObjectionState,
    SenderCount,
)
from evaluation.notice.models.postings import Posting
from evaluation.notice.models.station_inquiries import (
    Inquiry,
    InquiryState,
)

__all__ = [
    "Acknowledgement",
    "CorrectionKind",
    "FormerAnswer",
    "Gap",
    "Inquiry",
    "InquiryState",
    "Notice",
    "NoticeCorrection",
    "NoticeDraft",
    "NoticeEntry",
    "NoticeEntryQuerySet",
    "NoticeQuerySet",
    "Objection",
    "ObjectionChannel",
    "ObjectionQuerySet",
    "ObjectionState",
    "Posting",
    "SenderCount",
    "SignedBasis",
]
