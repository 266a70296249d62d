"""恢复: a title stands again because the decision that ended it was wrong."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from evaluation.streaks.models import Honour, HonourState
from wufaan.days import in_words
from wufaan.marks import MarkedChoices, Shape, StateField, Tone

_PERSON = settings.AUTH_USER_MODEL


class ReinstatementState(MarkedChoices):
    PROPOSED = "proposed", Shape.CIRCLE, Tone.WAITING, "待决定"
    DECIDED = "decided", Shape.TICK, Tone.GOOD, "已恢复"
    DECLINED = "declined", Shape.DASH, Tone.PAST, "不予恢复"


class ReinstatementQuerySet(models.QuerySet["Reinstatement"]):
    def proposed(self) -> Self:
        return self.filter(state=ReinstatementState.PROPOSED)


class Reinstatement(models.Model):
    """恢复 of one title, beside the ending that it corrects: state, day, reason and document of
    that are kept here as they stood at the title. The document is the one by which the ending was
    found wrong. `came_with` is the one of the title below with which it came back."""

    honour = models.ForeignKey(Honour, models.PROTECT, related_name="reinstatements")
    ended_as = StateField("终止", max_length=10, choices=HonourState)
    ended_on = models.DateField("终止日期")
    end_reason = models.CharField("终止原因", max_length=300)
    end_document = models.CharField("终止文号", max_length=60, blank=True)
    state = StateField(
        "状态", max_length=10, choices=ReinstatementState, default=ReinstatementState.PROPOSED
    )
    document_number = models.CharField("恢复文号", max_length=60)
    document_date = models.DateField("文件日期")
    reason = models.CharField("恢复的原因", max_length=300)
    proposed_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    proposed_on = models.DateField("提出日期")
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True)
    decided_on = models.DateField("决定日期", null=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField("不予恢复的理由", max_length=300, blank=True)
    came_with = models.ForeignKey("self", models.PROTECT, related_name="coming_with", null=True)

    # What was put right of it, where somebody looked (evaluation/ladder/corrections.py).
    corrections: list[Any]

    objects = ReinstatementQuerySet.as_manager()

    class Meta:
        verbose_name = "恢复称号"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_reinstatement_a_title",
                fields=["honour"],
                condition=Q(state=ReinstatementState.PROPOSED),
            ),
            models.CheckConstraint(
                name="reinstated_after_an_ending", condition=~Q(ended_as=HonourState.STANDING)
            ),
            models.CheckConstraint(
                name="reinstatement_decided_by_somebody_else",
                condition=Q(state=ReinstatementState.PROPOSED, decided_by=None, decided_on=None)
                | (
                    ~Q(state=ReinstatementState.PROPOSED)
                    & Q(decided_by__isnull=False, decided_on__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                ),
            ),
            models.CheckConstraint(
                name="reinstatement_declined_for_a_reason",
                condition=Q(state=ReinstatementState.DECLINED) & ~Q(note="")
                | (~Q(state=ReinstatementState.DECLINED) & Q(note="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honour}，{self.get_state_display()}"

    @property
    def is_decided(self) -> bool:
        return bool(self.state == ReinstatementState.DECIDED)

    @property
    def word(self) -> str:
        """What was wrong: a 撤销 or a 注销."""
        return "撤销" if self.ended_as == HonourState.REVOKED else "注销"

    @property
    def told(self) -> str:
        """To the public: that the ending was wrong, and nothing of what the place was said to
        have done."""
        day = in_words(self.decided_on) if self.decided_on else ""
        return (
            f"{in_words(self.ended_on)}的{self.word}决定已于{day}纠正（{self.document_number}）。"
        )
