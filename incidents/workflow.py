"""What can happen to an incident, in which state."""

from django.db.models import TextChoices

from wufaan.workflow import Step, Workflow


class State(TextChoices):
    SUBMITTED = "submitted", "待认定"
    DETERMINED = "determined", "已认定"


WORKFLOW = Workflow(
    determine=Step("认定", frozenset({State.SUBMITTED, State.DETERMINED}), State.DETERMINED),
)
