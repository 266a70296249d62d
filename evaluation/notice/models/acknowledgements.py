"""What is missing below a list, and that the office knew of it before the list went out."""

from django.conf import settings
from django.db import models

from evaluation.notice.models.notices import Notice
from evaluation.year.models import Cycle
from evaluation.year.rules import SATISFACTION_PERCENT


class Gap(models.TextChoices):
    RETURNS = "returns", "缺零报告"
    SILENT = "silent", "全年没有上报"
    UNSURVEYED = "unsurveyed", "未测评满意度"
    LOW = "low", f"满意度不到 {SATISFACTION_PERCENT}%"
    WORK = "work", "创建台账空白"
    PENDING = "pending", "待认定"


class Acknowledgement(models.Model):
    """确认: that somebody of the office had seen, before the notice was published, what was missing
    (`text`) and lets the list go out all the same. `fingerprint` is that of just these stations,
    months and places. Once the notice is out it belongs to it; one that was overtaken by other
    figures stays without."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="acknowledgements")
    is_supplementary = models.BooleanField("补充公示", default=False)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="acknowledgements", null=True)
    gap = models.CharField("项目", max_length=10, choices=Gap)
    text = models.TextField("情况")
    fingerprint = models.CharField(max_length=64)
    words = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField("日期")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "依据的确认"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.cycle} {self.get_gap_display()}"
