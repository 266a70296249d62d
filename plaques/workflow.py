"""Where a certificate with its plaque is, and what can be done with it there (N 3(4): what is
revoked is taken back)."""

from django.db.models import TextChoices

from wufaan.workflow import Step, Workflow


class Custody(TextChoices):
    HERE = "here", "在库"
    DELIVERED = "delivered", "已送达"
    RECALLED = "recalled", "待收回"
    RECOVERED = "recovered", "已收回"


WORKFLOW = Workflow(
    deliver=Step("送达", frozenset({Custody.HERE, Custody.RECOVERED}), Custody.DELIVERED),
    recall=Step("要求收回", frozenset({Custody.DELIVERED}), Custody.RECALLED),
    recover=Step("收回", frozenset({Custody.DELIVERED, Custody.RECALLED}), Custody.RECOVERED),
)
