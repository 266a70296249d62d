"""Where what stands in the way is put right."""

from evaluation.notice.models import Notice
from evaluation.states import PUBLISHED_LIST
from evaluation.year.models import Cycle
from wufaan.obstacles import Way


def to_sheet(notice: Notice) -> Way:
    return Way("看报批材料", "cycle-approve", (notice.edition,))


def to_draft(cycle: Cycle, link: str = "去改") -> Way:
    page = "supplement-draft" if cycle.state in PUBLISHED_LIST else "notice-draft"
    return Way(link, page, (cycle.year,))


def to_resubmission(notice: Notice, link: str, otherwise: Way | None = None) -> Way:
    return Way(link, "cycle-resubmit", (notice.edition,), otherwise=otherwise)
