"""Nominations and re-reviews."""

from evaluation.ladder.models.nominations import (
    Nomination,
)
from evaluation.ladder.models.rereviews import (
    Cause,
    Decision,
    ReReview,
    ReReviewState,
)

__all__ = [
    "Cause",
    "Decision",
    "Nomination",
    "ReReview",
    "ReReviewState",
]
