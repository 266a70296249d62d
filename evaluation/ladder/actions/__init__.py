"""Every write about titles, nominations and re-reviews, one function per verb."""

from evaluation.ladder.actions.honours import (
    check_may_end,
    grant_nominations,
    record_results,
    revoke,
    void,
)
from evaluation.ladder.actions.nominations import (
    record_refusal,
    restore_nominations,
    submit_nominations,
    withdraw_nominations,
)
from evaluation.ladder.actions.rereview_opening import (
    open_for_company,
    open_late,
    open_yearly,
)
from evaluation.ladder.actions.rereviews import (
    close_with_title,
    keep,
    rectify,
    void_titles,
)

__all__ = [
    "check_may_end",
    "close_with_title",
    "grant_nominations",
    "keep",
    "open_for_company",
    "open_late",
    "open_yearly",
    "record_refusal",
    "record_results",
    "rectify",
    "restore_nominations",
    "revoke",
    "submit_nominations",
    "void",
    "void_titles",
    "withdraw_nominations",
]
