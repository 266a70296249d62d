"""The kinds of papers, in the order of the year."""

from papers.kinds import township
from papers.kinds.base import PaperKind, Subject

KINDS: dict[str, PaperKind] = {kind.name: kind for kind in (township.KIND,)}

__all__ = ["KINDS", "PaperKind", "Subject"]
