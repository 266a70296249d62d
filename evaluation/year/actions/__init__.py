"""Every write about a year, one function per verb."""

from evaluation.year.actions.cycle import (
    assess,
    configure,
    open_cycle,
    request_assessment,
    start_year,
)
from evaluation.year.actions.holidays import (
    clear_day,
    import_year,
    set_days,
)
from evaluation.year.actions.review import (
    mark_exemplar,
    mark_exemplars,
)
from evaluation.year.actions.surveys import (
    record_survey,
    record_surveys,
)

__all__ = [
    "assess",
    "clear_day",
    "configure",
    "import_year",
    "mark_exemplar",
    "mark_exemplars",
    "open_cycle",
    "record_survey",
    "record_surveys",
    "request_assessment",
    "set_days",
    "start_year",
]
