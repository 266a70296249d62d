"""上报: what the county puts forward to the level above, and what became of it."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When

from accounts.models import User
from accounts.permissions import Permission
from communities.models import Community
from evaluation.ladder.models.rereviews import ReReview
from evaluation.ladder.workflow import OPEN, NominationState
from evaluation.streaks.models import (
    BELOW,
    Honour,
    HonourState,
    Level,
    marked,
)
from wufaan.marks import StateField

_RESULT = (NominationState.GRANTED, NominationState.REFUSED)
_WITHOUT_TITLE = (NominationState.REFUSED, NominationState.WITHDRAWN)


class NominationQuerySet(models.QuerySet["Nomination"]):
    def visible_to(self, user: User) -> Self:
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def open(self) -> Self:
        """Neither decided above nor withdrawn."""
        return self.filter(state__in=OPEN)

    def at(self, level: Level) -> Self:
        return self.filter(level=level)

    def in_year(self, year: int) -> Self:
        return self.filter(year=year)

    def of(self, community: Community) -> Self:
        return self.filter(community=community)

    def fallen(self) -> Self:
        """Withdrawn because a title ended on which they rest."""
        return self.filter(fell_with__isnull=False)

    def with_rereviews(self) -> Self:
        """`rereview`: one that speaks against a title below, down to the county's, by its key.
        What rests on two years of one level rests on three of the level below that."""
        doubtful = ReReview.objects.doubtful().filter(
            honour__community=OuterRef("community"),
            honour__level__lt=OuterRef("level"),
            honour__year__lte=OuterRef("year"),
            honour__year__gte=OuterRef("year") - OuterRef("levels_below"),
        )
        levels_below = [When(level=level, then=below) for below, level in enumerate(Level)]
        return self.annotate(
            levels_below=Case(*levels_below),
            rereview=Subquery(doubtful.order_by("pk").values("pk")[:1]),
        )

    def resting_on(self, honours: Iterable[Honour]) -> Self:
        return self.filter(Q(first__in=honours) | Q(second__in=honours))


class Nomination(models.Model):
    """上报 of one community for a title of `level`, on two consecutive titles of the level below
    (N 3(2)): `first` of the year before, `second` of `year`. The two document numbers are ours,
    under which it went up, and theirs, under which the result came down. `despite` is why it went
    up although a title below was being looked at again. `fell_with` is the title
    whose end withdrew it."""

    community = models.ForeignKey(Community, models.PROTECT, related_name="nominations")
    level = models.CharField("级别", max_length=10, choices=Level)
    year = models.PositiveSmallIntegerField("年度")
    first = models.ForeignKey(Honour, models.PROTECT, related_name="+")
    second = models.ForeignKey(Honour, models.PROTECT, related_name="+")
    state = StateField("状态", max_length=10, choices=NominationState, default=NominationState.DUE)
    opened_on = models.DateField("列入日期")
    submitted_on = models.DateField("上报日期", null=True)
    submitted_number = models.CharField("上报文号", max_length=60, blank=True)
    despite = models.CharField("复核没有办结仍上报的理由", max_length=300, blank=True)
    submitted_issuer = models.CharField("上报机关", max_length=60, blank=True)
    result_on = models.DateField("结果日期", null=True)
    result_number = models.CharField("上级文号", max_length=60, blank=True)
    reason = models.CharField("原因", max_length=300, blank=True)
    fell_with = models.ForeignKey(Honour, models.PROTECT, related_name="+", null=True)

    # What was put right of it, where somebody looked (evaluation/ladder/corrections.py).
    corrections: list[Any]
    # Of those `with_rereviews`.
    rereview: int | None

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "上报"
        ordering = ["-year", "level", "community__code"]
        constraints = [
            models.UniqueConstraint(
                name="one_nomination_a_level_and_year", fields=["community", "level", "year"]
            ),
            models.CheckConstraint(
                name="nominated_for_a_level_that_has_one_below",
                condition=Q(level__in=list(BELOW)),
            ),
            models.CheckConstraint(
                name="submitted_on_a_day_under_a_number",
                condition=(
                    Q(submitted_on=None, submitted_number="") & ~Q(state=NominationState.SUBMITTED)
                )
                | (
                    Q(submitted_on__isnull=False)
                    & ~Q(submitted_number="")
                    & ~Q(state=NominationState.DUE)
                ),
            ),
            models.CheckConstraint(
                name="nomination_result_on_a_day",
                condition=Q(state__in=_RESULT, result_on__isnull=False)
                | (~Q(state__in=_RESULT) & Q(result_on=None, result_number="")),
            ),
            models.CheckConstraint(
                name="granted_under_a_number",
                condition=~Q(state=NominationState.GRANTED) | ~Q(result_number=""),
            ),
            models.CheckConstraint(
                name="nomination_without_title_for_a_reason",
                condition=Q(state__in=_WITHOUT_TITLE) & ~Q(reason="")
                | (~Q(state__in=_WITHOUT_TITLE) & Q(reason="")),
            ),
            models.CheckConstraint(
                name="fell_means_withdrawn",
                condition=Q(fell_with=None) | Q(state=NominationState.WITHDRAWN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.second.name} {self.year} 年上报{self.get_level_display()}"

    @property
    def below(self) -> Level:
        return BELOW[Level(self.level)]

    @property
    def state_word(self) -> str:
        """As pages tell it: to which level it is still to be put forward."""
        if self.state == NominationState.DUE:
            return f"待报{self.get_level_display()}"
        return self.get_state_display()

    @property
    def stands(self) -> bool:
        """Both titles on which it rests."""
        return {self.first.state, self.second.state} == {HonourState.STANDING}

    @property
    def basis(self) -> str:
        """县级 2024 ✓ 2025 ✓."""
        titles = (self.first, self.second)
        return " ".join([self.below.label, *(marked(one.year, one.state) for one in titles)])

    @property
    def reference(self) -> str:
        """What papers call it within its year."""
        return f"{self.level}-{self.community.code}"

    @property
    def granted_title(self) -> Honour | None:
        """The title that came of it, which may have ended since."""
        return Honour.objects.at(self.level).in_year(self.year).of(self.community).first()
