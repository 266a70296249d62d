"""称号: what a community is named, at which level, for which year."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from accounts.permissions import Permission
from communities.models import Community, CommunityKind
from evaluation.states import State
from wufaan.marks import MarkedChoices, Shape, StateField, Tone


class Level(models.TextChoices):
    """From the lowest up. Queries compare levels: each one's value sorts behind those below."""

    COUNTY = "county", "县级"
    MUNICIPAL = "municipal", "市级"
    PROVINCIAL = "provincial", "省级"


# Two standing titles in consecutive years at the level below open the level above (N 3(2)).
BELOW: dict[str, Level] = {Level.MUNICIPAL: Level.COUNTY, Level.PROVINCIAL: Level.MUNICIPAL}
# Those that come from above, in words.
HIGHER = "、".join(level.label for level in Level if level in BELOW)


class HonourState(MarkedChoices):
    STANDING = "standing", Shape.TICK, Tone.GOOD, "有效"
    REVOKED = "revoked", Shape.CROSS, Tone.BAD, "已撤销"
    VOID = "void", Shape.DASH, Tone.PAST, "已注销"


def title_for(kind: str) -> str:
    """无发案小区 for compounds, 无发案村社 for villages and neighbourhoods (N 2)."""
    return "无发案小区" if kind == CommunityKind.COMPOUND else "无发案村社"


_MARKS: dict[str | None, str] = {None: "—", HonourState.STANDING: "✓"}


def marked(year: int, state: str | None) -> str:
    """2024 ✓, or 2024 已撤销, or 2024 — where there is no title."""
    return f"{year} {_MARKS.get(state) or HonourState(state or '').label}"


class HonourQuerySet(models.QuerySet["Honour"]):
    def visible_to(self, user: User) -> Self:
        """All of them for whoever may see the years, what the public may see for everyone else."""
        return self if user.can(Permission.SEE_CYCLES) else self.announced()

    def standing(self) -> Self:
        return self.filter(state=HonourState.STANDING)

    def ended(self) -> Self:
        return self.exclude(state=HonourState.STANDING)

    def standing_on(self, day: date) -> Self:
        """Not ended by that day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day))

    def fallen(self) -> Self:
        """Ended because another one did on which they rest."""
        return self.filter(fell_with__isnull=False)

    def at(self, level: str) -> Self:
        return self.filter(level=level)

    def in_year(self, year: int) -> Self:
        return self.filter(year=year)

    def of(self, community: Community) -> Self:
        return self.filter(community=community)

    def with_then(self) -> Self:
        """`was_otherwise`: whether the place had another name, or lay in another township, when
        it was granted than now."""
        same = Q(name=F("community__name"), township_name=F("community__township__name"))
        return self.annotate(was_otherwise=~same)

    def matching(self, text: str) -> Self:
        """By the names of then, or as the place is found today."""
        return self.filter(
            Q(name__unspaced__contains=text)
            | Q(township_name__unspaced__contains=text)
            | Q(community__in=Community.objects.matching(text))
        )

    def announced(self) -> Self:
        """What the public may see: county titles once the year's list is published, higher ones
        as soon as their result is on record."""
        return self.filter(~Q(level=Level.COUNTY) | Q(cycle__state=State.PUBLISHED))


class Honour(models.Model):
    """称号: community × level × year, with the names of the day it was granted. A county title
    comes from a verdict, a higher one from a document of the level above. `fell_with` is the one
    below whose end brought it down."""

    community = models.ForeignKey(Community, models.PROTECT, related_name="honours")
    level = models.CharField("级别", max_length=10, choices=Level)
    year = models.PositiveSmallIntegerField("年度")
    state = StateField("状态", max_length=10, choices=HonourState, default=HonourState.STANDING)
    cycle = models.ForeignKey("evaluation.Cycle", models.PROTECT, related_name="honours", null=True)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类型", max_length=15, choices=CommunityKind)
    township_code = models.CharField("乡镇代码", max_length=9)
    township_name = models.CharField("乡镇", max_length=50)
    exemplar = models.BooleanField("先进典型", default=False)
    granted_on = models.DateField("授予日期")
    document_number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("命名机关", max_length=60, blank=True)
    ended_on = models.DateField("终止日期", null=True)
    end_reason = models.CharField("终止原因", max_length=300, blank=True)
    end_document = models.CharField("终止文号", max_length=60, blank=True)
    fell_with = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)

    # Of those `with_then`.
    was_otherwise: bool
    # What was put right of it, where somebody looked (evaluation/ladder/corrections.py).
    corrections: list[Any]

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = "称号"
        ordering = ["-year", "level", "community__code"]
        constraints = [
            models.UniqueConstraint(
                name="one_title_a_level_and_year", fields=["community", "level", "year"]
            ),
            models.CheckConstraint(
                name="county_titles_and_only_they_have_a_cycle",
                condition=Q(level=Level.COUNTY, cycle__isnull=False)
                | (~Q(level=Level.COUNTY) & Q(cycle=None)),
            ),
            models.CheckConstraint(
                name="standing_until_ended_for_a_reason",
                condition=Q(
                    state=HonourState.STANDING,
                    ended_on=None,
                    end_reason="",
                    end_document="",
                    fell_with=None,
                )
                | (~Q(state=HonourState.STANDING) & Q(ended_on__isnull=False) & ~Q(end_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year} 年{self.get_level_display()}{self.title}"

    @property
    def title(self) -> str:
        return title_for(self.kind)

    @property
    def given_back(self) -> list[Any]:
        """The decisions by which an ending of it was put right, the first first; `reinstatements`
        should be prefetched."""
        return [row for row in self.reinstatements.all() if row.is_decided]
