"""What pages say about an incident, in words. Reads only what it is handed."""

from incidents.criteria import CRITERIA, facts_needed, found_as
from incidents.facts import FACTS
from incidents.kinds import Kind
from incidents.models import Incident


def facts_in_words(incident: Incident) -> list[tuple[str, str]]:
    """Only those that decide whether this kind counts."""
    needed = facts_needed(Kind(incident.kind), on=incident.occurred_on)
    told = [(FACTS[name], getattr(incident, name)) for name in needed]
    return [(fact.label, fact.input.in_words(value)) for fact, value in told]


def finding_in_words(criterion: int | None, counts: bool) -> str:
    """计入第 4 项, 不计入（对照第 4 项）."""
    against = f"（对照第 {criterion} 项）" if criterion and not counts else ""
    return found_as(criterion, counts) + against


def title_of(criterion: int | None) -> str:
    return CRITERIA[criterion].title if criterion else ""
