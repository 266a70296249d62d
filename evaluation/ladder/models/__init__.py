"""Nominations, reinstatements and re-reviews."""

from evaluation.ladder.models.nominations import (
    Nomination,
    NominationQuerySet,
)
from evaluation.ladder.models.reinstatements import (
    Reinstatement,
    ReinstatementQuerySet,
    ReinstatementState,
)
from evaluation.ladder.models.rereviews import (
    Cause,
    Decision,
    ReReview,
    ReReviewQuerySet,
    ReReviewState,
)

__all__ = [
    "Cause",
    "Decision",
    "Nomination",
    "NominationQuerySet",
    "ReReview",
    "ReReviewQuerySet",
    "ReReviewState",
    "Reinstatement",
    "ReinstatementQuerySet",
    "ReinstatementState",
]
