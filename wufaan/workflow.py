"""A state × verb table and its one gate. The tables are data: incidents/workflow.py,
evaluation/workflow.py."""

from dataclasses import dataclass

from django.db.models import TextChoices

from wufaan.errors import DomainError


@dataclass(frozen=True)
class Step:
    """What one verb does: from which states it may be taken, and which state follows; None
    where the state stays as it is."""

    label: str
    sources: frozenset
    target: TextChoices | None = None


class Workflow(dict[str, Step]):
    """Verb → Step."""

    def allows(self, verb: str, state: str) -> bool:
        return state in self[verb].sources

    def enter(self, verb: str, state: TextChoices) -> TextChoices:
        """The state that follows, or a refusal that says from where the verb is possible."""
        step = self[verb]
        if state in step.sources:
            return step.target or state
        possible = "、".join(f"“{s.label}”" for s in type(state) if s in step.sources)
        raise DomainError(
            f"现在的状态是“{state.label}”，不能{step.label}。{step.label}只能在{possible}状态下进行。"
        )
