"""Every write about titles, nominations and re-reviews, one function per verb."""

from evaluation.ladder.actions.corrections import correct
from evaluation.ladder.actions.honours import (
    check_may_end,
    check_may_end_together,
    check_naming,
    grant_nominations,
    record_results,
    revoke,
    revoke_together,
    void,
)
from evaluation.ladder.actions.nominations import (
    record_refusal,
    restore_nominations,
    submit_nominations,
    withdraw_nominations,
)
from evaluation.ladder.actions.reinstatements import (
    check_reinstatement,
    decline_reinstatement,
    propose_reinstatement,
    reinstate,
)
from evaluation.ladder.actions.rereview_opening import (
    open_for_cases,
    open_for_company,
    open_late,
    open_yearly,
    reopen_with_title,
)
from evaluation.ladder.actions.rereviews import (
    close_with_title,
    keep,
    rectify,
    void_titles,
)

__all__ = [
    "check_may_end",
    "check_may_end_together",
    "check_naming",
    "check_reinstatement",
    "close_with_title",
    "correct",
    "decline_reinstatement",
    "grant_nominations",
    "keep",
    "open_for_cases",
    "open_for_company",
    "open_late",
    "open_yearly",
    "propose_reinstatement",
    "record_refusal",
    "record_results",
    "rectify",
    "reinstate",
    "reopen_with_title",
    "restore_nominations",
    "revoke",
    "revoke_together",
    "submit_nominations",
    "void",
    "void_titles",
    "withdraw_nominations",
]
