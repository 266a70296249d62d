"""What others may follow. Sent inside the transaction: what a receiver writes stands or falls with
it. `closing_asked` is a question: a receiver answers in sentences; one that objects to
`closing_checked` or `station_closing_checked` raises a DomainError."""

from dataclasses import dataclass
from datetime import date

from django.dispatch import Signal

from communities.models import Community, PropertyCompany
from wufaan.questions import Question

community_closed = Signal()  # community, on, by
cases_taken_over = Signal()  # community, since, by: it has a predecessor, or a compound more
companies_changed = Signal()  # changes: a list of CompanyChange, by
closing_asked = Question()  # community, on
closing_checked = Signal()  # community, on
station_closing_checked = Signal()  # station, into: None where it has no successor


@dataclass(frozen=True)
class CompanyChange:
    """Another property company than before looks after a compound, none does any more, or one does
    where none did: the first, or the next after a while without."""

    community: Community
    former: PropertyCompany | None
    new: PropertyCompany | None


def told_on_closing(community: Community, on: date) -> list[str]:
    """What the end of a community that day brings with it above, in sentences for whoever
    confirms it."""
    answers = closing_asked.ask(Community, community=community, on=on)
    return [sentence for sentences in answers for sentence in sentences]
