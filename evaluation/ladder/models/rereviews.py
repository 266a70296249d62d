"""复核: a title looked at again (N 3(4)), why, and what was decided."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When

from accounts.models import User
from accounts.permissions import Permission
from evaluation.streaks.models import Honour
from evaluation.year.models import Cycle, Verdict
from evaluation.year.rules import Outcome
from incidents.models import Determination, Incident
from wufaan.marks import MarkedChoices, Shape, StateField, Tone


class Cause(models.TextChoices):
    YEARLY = "yearly", "年度复核"
    LATE_DETERMINATION = "late_determination", "事后认定"
    COMPANY_CHANGE = "company_change", "物业变更"


class ReReviewState(MarkedChoices):
    OPEN = "open", Shape.CIRCLE, Tone.WAITING, "待复核"
    RECTIFYING = "rectifying", Shape.TRIANGLE, Tone.LACKING, "限期整改"
    CLOSED = "closed", Shape.DASH, Tone.PAST, "已办结"


class Decision(models.TextChoices):
    KEEP = "keep", "保留"
    REVOKE = "revoke", "撤销"
    VOID = "void", "注销"


# Of those `with_facts`: the place is there, and the year's verdict is clean, or the finding was
# taken back.
_CLEAN = Q(honour__community__closed_on=None) & (
    Q(cause=Cause.YEARLY, outcome=Outcome.QUALIFIED, withheld="")
    | Q(cause=Cause.LATE_DETERMINATION, counts=False)
)
# Kept is what nothing speaks against, in another re-review of the same title neither: such a title
# somebody looks at.
_PROPOSED = Case(
    When(honour__community__closed_on__isnull=False, then=Value(Decision.VOID)),
    When(is_clean=True, accompanied=False, then=Value(Decision.KEEP)),
    When(cause=Cause.LATE_DETERMINATION, counts=True, then=Value(Decision.REVOKE)),
    default=Value(""),
)


class ReReviewQuerySet(models.QuerySet["ReReview"]):
    def visible_to(self, user: User) -> Self:
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def unfinished(self) -> Self:
        return self.exclude(state=ReReviewState.CLOSED)

    def open(self) -> Self:
        return self.filter(state=ReReviewState.OPEN)

    def rectifying(self) -> Self:
        return self.filter(state=ReReviewState.RECTIFYING)

    def overdue(self, today: date) -> Self:
        return self.rectifying().filter(due_on__lt=today)

    def in_turn(self) -> Self:
        """What is overdue or due first, then what waits, then what is finished; by township."""
        return self.order_by(
            F("state").desc(), F("due_on").asc(nulls_last=True), "honour__community__code", "-pk"
        )

    def with_facts(self) -> Self:
        """What the proposal rests on: `outcome` and `withheld` of this year's verdict, whether
        the incident `counts` as last found, and against which `criterion`; whether that makes it
        `is_clean`, and whether it is `accompanied`: by another re-review of the same title that
        is not finished either. And the decision that is `proposed`, blank where the facts leave
        more than one open."""
        verdicts = Verdict.objects.filter(
            cycle=OuterRef("cycle"), community=OuterRef("honour__community")
        )
        others = ReReview.objects.unfinished().filter(honour=OuterRef("honour"))
        findings = Determination.objects.filter(incident=OuterRef("incident")).order_by("-pk")
        return self.annotate(
            outcome=Subquery(verdicts.values("outcome")[:1]),
            withheld=Subquery(verdicts.values("withheld_reason")[:1]),
            counts=Subquery(findings.values("counts")[:1]),
            criterion=Subquery(findings.values("criterion")[:1]),
            accompanied=Exists(others.exclude(pk=OuterRef("pk"))),
            is_clean=Case(When(_CLEAN, then=True), default=False),
            proposed=_PROPOSED,
        )

    def proposed_to_keep(self) -> Self:
        """Of those `with_facts`."""
        return self.filter(proposed=Decision.KEEP)

    def clean(self) -> Self:
        """Of those `with_facts`."""
        return self.filter(is_clean=True)

    def doubtful(self) -> Self:
        """What is not finished and speaks against its title: a yearly one of a place that
        qualifies again is a matter of form."""
        clean = ReReview.objects.unfinished().with_facts().clean()
        return self.unfinished().exclude(pk__in=clean.values("pk"))


class ReReview(models.Model):
    """复核 of one title. `cycle` is the year whose assessment asked for it, `incident` what was
    found on after the award, `ground` how the property company changed. A title that ends closes
    every re-review of it."""

    honour = models.ForeignKey(Honour, models.PROTECT, related_name="rereviews")
    cause = models.CharField("起因", max_length=20, choices=Cause)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="rereviews", null=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="rereviews", null=True)
    ground = models.CharField("物业变更", max_length=500, blank=True)
    opened_on = models.DateField("开始日期")
    state = StateField("状态", max_length=10, choices=ReReviewState, default=ReReviewState.OPEN)
    due_on = models.DateField("整改期限", null=True)
    demand = models.CharField("整改要求", max_length=300, blank=True)
    decision = models.CharField("决定", max_length=10, choices=Decision, blank=True)
    note = models.CharField("理由", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    decided_on = models.DateField("决定日期", null=True)
    decided_at = models.DateTimeField(null=True)
    # Of those `with_facts`.
    outcome: str | None
    withheld: str | None
    counts: bool | None
    criterion: int | None
    accompanied: bool
    is_clean: bool
    proposed: str

    objects = ReReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "复核"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_unfinished_re_review_a_cause",
                fields=["honour", "cause", "incident", "cycle"],
                condition=~Q(state=ReReviewState.CLOSED),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="one_yearly_re_review_a_cycle", fields=["honour", "cycle"]
            ),
            models.CheckConstraint(
                name="re_review_of_an_incident_or_by_a_cycle",
                condition=Q(cause=Cause.YEARLY, cycle__isnull=False, incident=None)
                | Q(cause=Cause.LATE_DETERMINATION, cycle=None, incident__isnull=False)
                | Q(cause=Cause.COMPANY_CHANGE, cycle=None, incident=None) & ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="rectified_by_a_day_and_told_what",
                condition=~Q(state=ReReviewState.RECTIFYING)
                | (Q(due_on__isnull=False) & ~Q(demand="")),
            ),
            models.CheckConstraint(
                name="closed_by_a_decision_of_somebody",
                condition=Q(
                    state=ReReviewState.CLOSED, decided_by__isnull=False, decided_on__isnull=False
                )
                & ~Q(decision="")
                | ~Q(state=ReReviewState.CLOSED) & Q(decision="", decided_by=None, decided_on=None),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="re_review_due")]

    def __str__(self) -> str:
        return f"{self.honour}，{self.get_cause_display()}"
