"""What lists rested on when they were approved."""

from django.db import models

from evaluation.year.models import CycleStep


class SignedBasis(models.Model):
    """批准时的依据: what was missing below the lists that a step approved, as it was at that time;
    whatever is made good later, this is what was signed. Never changed.

    `missing` by position of the notice, `flags` by the key of the place, as in basis.Flags;
    `shares` by kind, `pending` by the key of the verdict, `late` by that of the entry (signed.py
    writes and reads them)."""

    step = models.OneToOneField(CycleStep, models.PROTECT, related_name="signed_basis")
    missing = models.JSONField("所缺", default=dict)
    flags = models.JSONField("提示", default=dict)
    shares = models.JSONField("不计入的比例", default=list)
    pending = models.JSONField("待认定", default=list)
    late = models.JSONField("公示之后的新情况", default=list)

    class Meta:
        verbose_name = "批准时的依据"

    def __str__(self) -> str:
        return f"{self.step} 依据"
