"""A hand-over put on record wrongly can be put right (evaluation/ladder/corrections.py)."""

from django.urls import reverse

from evaluation.ladder.corrections import Fact, register
from plaques.actions.custody import check_day
from plaques.models import CustodyStep
from wufaan.errors import DomainError


def _check(step: CustodyStep) -> None:
    """A plaque goes and comes in the order of its steps."""
    check_day(step.plaque, step.on)
    steps = step.plaque.custody_steps.exclude(pk=step.pk)
    before, after = steps.filter(pk__lt=step.pk).last(), steps.filter(pk__gt=step.pk).first()
    if (before and step.on < before.on) or (after and step.on > after.on):
        raise DomainError(
            f"证书 {step.plaque.number} 的去向要按先后：送达日期要在前后两次登记的日期之间。",
            field="on",
        )


register(
    Fact(
        name="delivery",
        title="送达登记",
        rows=lambda: CustodyStep.objects.filter(verb="deliver").select_related("plaque"),
        fields=("on", "recipient", "note"),
        blank=("note",),
        check=_check,
        alike=lambda step: CustodyStep.objects.filter(
            verb=step.verb, on=step.on, recipient=step.recipient, note=step.note, by=step.by
        ),
        page=lambda step: reverse("plaque", args=[step.plaque.number]),
        section="plaques",
    )
)
