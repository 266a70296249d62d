"""Every write of an evaluation, one function per verb."""

from evaluation.actions.corrections import correct_wording, extend_notice
from evaluation.actions.cycle import (
    assess,
    configure,
    open_cycle,
    request_assessment,
    start_year,
)
from evaluation.actions.drafts import publish_draft, save_draft
from evaluation.actions.holidays import clear_day, import_year, set_days
from evaluation.actions.honours import (
    check_may_end,
    grant_nominations,
    record_result,
    record_results,
    revoke,
    void,
)
from evaluation.actions.nominations import (
    record_refusal,
    restore_nominations,
    submit_nominations,
    withdraw_nominations,
)
from evaluation.actions.notice import approve, publish, publish_notice, resubmit, send_back
from evaluation.actions.objections import answer, assign, enter, lodge
from evaluation.actions.rereview_opening import open_for_company, open_late, open_yearly
from evaluation.actions.rereviews import close_with_title, keep, rectify, void_titles
from evaluation.actions.review import (
    mark_exemplar,
    mark_exemplars,
    release,
    withhold,
    withhold_closed,
    withhold_many,
)
from evaluation.actions.senders import admit_check, forget_senders
from evaluation.actions.surveys import record_survey, record_surveys

__all__ = [
    "admit_check",
    "answer",
    "approve",
    "assess",
    "assign",
    "check_may_end",
    "clear_day",
    "close_with_title",
    "configure",
    "correct_wording",
    "enter",
    "extend_notice",
    "forget_senders",
    "grant_nominations",
    "import_year",
    "keep",
    "lodge",
    "mark_exemplar",
    "mark_exemplars",
    "open_cycle",
    "open_for_company",
    "open_late",
    "open_yearly",
    "publish",
    "publish_draft",
    "publish_notice",
    "record_refusal",
    "record_result",
    "record_results",
    "record_survey",
    "record_surveys",
    "rectify",
    "release",
    "request_assessment",
    "restore_nominations",
    "resubmit",
    "revoke",
    "save_draft",
    "send_back",
    "set_days",
    "start_year",
    "submit_nominations",
    "void",
    "void_titles",
    "withdraw_nominations",
    "withhold",
    "withhold_closed",
    "withhold_many",
]
