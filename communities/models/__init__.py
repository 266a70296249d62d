"""What is judged and where it lies (places.py); what is done for it (work.py)."""

from communities.models.places import (
    Community,
    CommunityKind,
    PropertyCompany,
    Station,
    Township,
)
from communities.models.work import Evidence, WorkRecord

__all__ = [
    "Community",
    "CommunityKind",
    "Evidence",
    "PropertyCompany",
    "Station",
    "Township",
    "WorkRecord",
]
