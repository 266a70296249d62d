"""划转: a place stays itself under another village, with another station, under another code or
another name. What is so today the place itself says; here is what was so before. moves.sql reads
moves and today as one."""

from django.db import models

from communities.models.places import Community, Station


class Move(models.Model):
    """Until `moved_on` the place lay in `parent` and belonged to `station`."""

    community = models.ForeignKey(Community, models.PROTECT, related_name="moves")
    moved_on = models.DateField("划转日期")
    parent = models.ForeignKey(Community, models.PROTECT, related_name="+", null=True)
    station = models.ForeignKey(Station, models.PROTECT, related_name="moves")

    class Meta:
        verbose_name = "划转"
        ordering = ["community", "moved_on"]
        constraints = [
            models.UniqueConstraint(name="one_move_a_day", fields=["community", "moved_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.moved_on}"


class FormerCode(models.Model):
    """A code that papers, files and links of before still call the place by. No other gets it."""

    code = models.CharField("原代码", max_length=20, unique=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="former_codes")

    class Meta:
        verbose_name = "原代码"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code


class FormerName(models.Model):
    """A name that people and papers of before still call the place by."""

    name = models.CharField("原名称", max_length=60)
    community = models.ForeignKey(Community, models.PROTECT, related_name="former_names")
    pinyin = models.CharField(max_length=500, editable=False)

    class Meta:
        verbose_name = "原名称"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="a_former_name_once", fields=["community", "name"]),
        ]

    def __str__(self) -> str:
        return self.name
