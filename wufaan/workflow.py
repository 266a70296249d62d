"""A state × verb table and its one gate. The tables are data, in each app's workflow.py."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices

from wufaan.obstacles import Obstacle, refuse


@dataclass(frozen=True)
class Step:
    """What one verb does: from which states it may be taken, and which state follows; None
    where the state stays as it is."""

    label: str
    sources: frozenset[TextChoices]
    target: TextChoices | None = None


class Workflow(dict[str, Step]):
    """Verb → Step."""

    def allows(self, verb: str, state: str) -> bool:
        return state in self[verb].sources

    def enter(self, verb: str, state: TextChoices) -> TextChoices:
        """The state that follows, or a refusal."""
        refuse(self.obstacles(verb, state))
        return self[verb].target or state

    def obstacles(self, verb: str, state: TextChoices) -> Iterator[Obstacle]:
        """That the verb cannot be taken from this state, and from which it can."""
        label, sources = self[verb].label, self[verb].sources
        if state not in sources:
            possible = "、".join(f"“{s.label}”" for s in type(state) if s in sources)
            yield Obstacle(
                f"现在的状态是“{state.label}”，不能{label}。{label}只能在{possible}状态下进行。",
            )
