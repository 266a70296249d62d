"""The holiday table."""

from django.db import models


class CalendarDay(models.Model):
    """A day that does not follow its weekday: a public holiday, or a weekend that is worked."""

    day = models.DateField("日期", unique=True)
    worked = models.BooleanField("上班")
    name = models.CharField("说明", max_length=30, blank=True)

    class Meta:
        verbose_name = "节假日"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.worked else '休息'}"
