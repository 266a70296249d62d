"""What is judged and where it lies (places.py), where it lay before (moves.py); what is done for it
(work.py), with files that show it (files.py)."""

from communities.models.files import WITHDRAWN_FOR_A_REASON, KeptFile, KeptQuerySet
from communities.models.moves import FormerCode, FormerName, Move
from communities.models.places import (
    Community,
    CommunityKind,
    CommunityQuerySet,
    PropertyCompany,
    Station,
    Township,
)
from communities.models.work import Evidence, EvidenceQuerySet, WorkRecord, WorkRecordQuerySet

__all__ = [
    "WITHDRAWN_FOR_A_REASON",
    "Community",
    "CommunityKind",
    "CommunityQuerySet",
    "Evidence",
    "EvidenceQuerySet",
    "FormerCode",
    "FormerName",
    "KeptFile",
    "KeptQuerySet",
    "Move",
    "PropertyCompany",
    "Station",
    "Township",
    "WorkRecord",
    "WorkRecordQuerySet",
]
