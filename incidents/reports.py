"""What a station tells of an incident, as one value."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from communities.models import Community
from incidents.facts import Facts
from incidents.kinds import Kind

# Which of an incident's days is kept, for whoever fills it in.
THE_DAY = "按案（事）件发生时所在的自然日填，不是报案、立案的日期。"


@dataclass(frozen=True)
class Report:
    community: Community
    kind: Kind
    occurred_on: date
    facts: Facts = Facts()
    summary: str = ""
    police_file_number: str = ""

    def fields(self) -> dict[str, Any]:
        """By the incident's fields. The station follows the community."""
        return {
            "community_id": self.community.pk,
            "station_id": self.community.station_id,
            "kind": self.kind,
            "occurred_on": self.occurred_on,
            "summary": self.summary,
            "police_file_number": self.police_file_number,
            **vars(self.facts),
        }
