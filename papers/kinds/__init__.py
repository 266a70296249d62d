"""The kinds of papers, in the order of the year."""

from papers.kinds import (
    approval,
    briefing,
    commend,
    company,
    handover,
    joint,
    nomination,
    notice,
    opinion,
    reminder,
    reply,
    township,
)
from papers.kinds.base import PaperKind, Subject

_MODULES = (
    reminder,
    notice,
    reply,
    approval,
    opinion,
    briefing,
    township,
    company,
    handover,
    joint,
    nomination,
    commend,
)
KINDS: dict[str, PaperKind] = {module.KIND.name: module.KIND for module in _MODULES}

__all__ = ["KINDS", "PaperKind", "Subject"]
