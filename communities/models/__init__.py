"""What is judged and where it lies (places.py), where it lay before (moves.py); what is done for it
(work.py)."""

from communities.models.moves import FormerCode, Move
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
    "Community",
    "CommunityKind",
    "CommunityQuerySet",
    "Evidence",
    "EvidenceQuerySet",
    "FormerCode",
    "Move",
    "PropertyCompany",
    "Station",
    "Township",
    "WorkRecord",
    "WorkRecordQuerySet",
]
