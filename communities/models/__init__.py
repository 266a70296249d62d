"""What is judged and where it lies (places.py); what is done for it (work.py)."""

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
    "PropertyCompany",
    "Station",
    "Township",
    "WorkRecord",
    "WorkRecordQuerySet",
]
