"""What stands in the way of a step of the year, and of what is done with its notices. An action
raises the first that stops; pages list all."""

from evaluation.notice.obstacles.approval import (
    along_with,
    of_running,
    of_sending_back,
    of_supplement,
    of_supplement_resubmitted,
    of_supplement_sent_back,
    supplements_waiting,
)
from evaluation.notice.obstacles.notices import (
    of_cancelling,
    of_dates,
    of_its_list,
    of_length,
    of_list,
    of_objecting,
    of_posting,
    of_prepared,
    of_published,
)
from evaluation.notice.obstacles.objections import (
    of_answered,
    of_answering_again,
    of_upholding,
)
from evaluation.notice.obstacles.steps import (
    ahead,
    obstacles,
)
from evaluation.notice.obstacles.withholding import (
    of_clearing,
    of_holding_back,
    of_putting_back,
)

__all__ = [
    "ahead",
    "along_with",
    "obstacles",
    "of_answered",
    "of_answering_again",
    "of_cancelling",
    "of_clearing",
    "of_dates",
    "of_holding_back",
    "of_its_list",
    "of_length",
    "of_list",
    "of_objecting",
    "of_posting",
    "of_prepared",
    "of_published",
    "of_putting_back",
    "of_running",
    "of_sending_back",
    "of_supplement",
    "of_supplement_resubmitted",
    "of_supplement_sent_back",
    "of_upholding",
    "supplements_waiting",
]
