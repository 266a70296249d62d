"""Every write from the notice to the public list, one function per verb."""

from evaluation.notice.actions.acknowledging import (
    acknowledge,
)
from evaluation.notice.actions.cancelling import (
    cancel_notice,
)
from evaluation.notice.actions.corrections import (
    correct_entry,
    correct_wording,
    extend_notice,
)
from evaluation.notice.actions.drafts import (
    publish_draft,
    save_draft,
)
from evaluation.notice.actions.inquiries import (
    ask_station,
    clear_inquiry,
    reply_to_inquiry,
)
from evaluation.notice.actions.objections import (
    answer,
    assign,
    enter,
    lodge,
)
from evaluation.notice.actions.postings import (
    add_posting,
    withdraw_posting,
)
from evaluation.notice.actions.publishing import (
    approve,
    approve_supplement,
    check_approval,
    publish,
    publish_notice,
    publish_supplement,
)
from evaluation.notice.actions.second_answers import (
    answer_again,
)
from evaluation.notice.actions.senders import (
    admit_check,
    forget_senders,
)
from evaluation.notice.actions.sending_back import (
    resubmit,
    send_back,
)
from evaluation.notice.actions.withholding import (
    clear,
    hold_back,
    release,
    withhold,
    withhold_closed,
    withhold_closed_in,
    withhold_many,
)

__all__ = [
    "acknowledge",
    "add_posting",
    "admit_check",
    "answer",
    "answer_again",
    "approve",
    "approve_supplement",
    "ask_station",
    "assign",
    "cancel_notice",
    "clear_inquiry",
    "check_approval",
    "clear",
    "correct_entry",
    "correct_wording",
    "enter",
    "extend_notice",
    "forget_senders",
    "hold_back",
    "lodge",
    "publish",
    "publish_draft",
    "publish_notice",
    "publish_supplement",
    "release",
    "reply_to_inquiry",
    "resubmit",
    "save_draft",
    "send_back",
    "withhold",
    "withhold_closed",
    "withhold_closed_in",
    "withhold_many",
    "withdraw_posting",
]
