"""Incidents, what the office found about them, and the stations' monthly returns.

Criteria 5 and 6 touch on people: a row holds only the community, the kind, the fact of lost
control and the number of the file that stays in the police system.
"""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from accounts.models import User
from accounts.permissions import Permission, Role
from communities.models import Community, Station
from incidents.criteria import Finding, Proposal, doubt, found_as, judge
from incidents.facts import FACTS, YUAN, Facts
from incidents.kinds import Kind, Nature, Severity
from incidents.reports import Report
from incidents.workflow import UNDETERMINED, ReconsiderationState, State
from wufaan.marks import StateField


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, user: User) -> Self:
        """An officer's own station and what became part of it; the county for whoever else may see
        incidents."""
        if not user.can(Permission.SEE_INCIDENTS):
            return self.none()
        if user.role == Role.OFFICER:
            return self.filter(station__in=Station.objects.visible_to(user).order_by())
        return self

    def occurred_between(self, first: date, last: date) -> Self:
        """Both days included."""
        return self.filter(occurred_on__range=(first, last))

    def of_month(self, station: Station, month: date) -> Self:
        """What a station's return for that month speaks of."""
        return self.on_record().of_station(station).in_month(month)

    def in_month(self, month: date) -> Self:
        return self.filter(occurred_on__year=month.year, occurred_on__month=month.month)

    def like(self, report: Report) -> Self:
        """What may be the same one, put on record before."""
        there = self.on_record().filter(community=report.community, kind=report.kind)
        return there.filter(occurred_on=report.occurred_on)

    def bearing_on(
        self,
        places: Collection[int] | models.QuerySet[Any, Any],
        *,
        first: date,
        last: date,
        rolls_up: bool,
    ) -> Self:
        """What counts for one of these communities once it is found to, in a year of that period
        that rolls up or not (bearing.sql)."""
        wanted = Community.objects.filter(pk__in=places).order_by().values("pk")
        try:
            keys, params = wanted.query.sql_with_params()
        except EmptyResultSet:
            return self.none()
        bearing = "SELECT incident_id FROM incidents_bearing(%s, %s, %s) WHERE community_id IN"
        found = RawSQL(f"{bearing} ({keys})", (first, last, rolls_up, *params))
        return self.filter(pk__in=found)

    def on_record(self) -> Self:
        return self.exclude(state=State.WITHDRAWN)

    def of_station(self, station: Station) -> Self:
        return self.filter(station=station)

    def returned(self) -> Self:
        return self.filter(state=State.RETURNED)

    def withdrawing(self) -> Self:
        return self.filter(state=State.WITHDRAWING)

    def with_finding(self) -> Self:
        """What stands about each: `finding_counts`, `finding_criterion`, both None where nobody
        has found yet."""
        latest = Determination.objects.filter(incident=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            finding_counts=Subquery(latest.values("counts")[:1]),
            finding_criterion=Subquery(latest.values("criterion")[:1]),
        )

    def undetermined(self) -> Self:
        return self.filter(state__in=UNDETERMINED)


class Incident(models.Model):
    """案（事）件 as a station reports it; never a person. The facts are what the criteria ask
    for (incidents.facts), a field each."""

    number = models.CharField("编号", max_length=40, unique=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="incidents")
    station = models.ForeignKey(Station, models.PROTECT, related_name="incidents")
    occurred_on = models.DateField("发生日期", db_index=True)
    kind = models.CharField("种类", max_length=25, choices=Kind)
    nature = models.CharField(FACTS["nature"].short, max_length=15, choices=Nature, blank=True)
    dispute_escalated = models.BooleanField(FACTS["dispute_escalated"].short, default=False)
    proactively_investigated = models.BooleanField(
        FACTS["proactively_investigated"].short, default=False
    )
    control_failure = models.BooleanField(FACTS["control_failure"].short, default=False)
    grave_impact = models.BooleanField(FACTS["grave_impact"].short, default=False)
    vicious = models.BooleanField(FACTS["vicious"].short, default=False)
    deaths = models.PositiveIntegerField(FACTS["deaths"].short, null=True)
    serious_injuries = models.PositiveIntegerField(FACTS["serious_injuries"].short, null=True)
    direct_loss = models.DecimalField(
        FACTS["direct_loss"].short, max_digits=YUAN.digits, decimal_places=YUAN.places, null=True
    )
    severity = models.CharField(
        FACTS["severity"].short, max_length=15, choices=Severity, blank=True
    )
    summary = models.CharField("简要情况", max_length=500, blank=True)
    police_file_number = models.CharField("警综平台案件编号", max_length=40, blank=True)
    state = StateField("状态", max_length=15, choices=State, default=State.SUBMITTED)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reported_incidents"
    )
    reported_at = models.DateTimeField(auto_now_add=True)
    returned_reason = models.CharField("退回的原因", max_length=300, blank=True)
    withdrawal_reason = models.CharField("撤回的原因", max_length=300, blank=True)
    # What makes entering twice harmless: a form's own key, or a file's hash and row.
    entry_key = models.CharField(max_length=40, unique=True, null=True, editable=False)
    # One more with every step, so that nobody decides on a page that has been overtaken.
    version = models.PositiveIntegerField(default=0, editable=False)

    # Of what `with_finding` reads.
    finding_counts: bool | None
    finding_criterion: int | None

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = "案（事）件"
        ordering = ["-occurred_on", "-number"]
        indexes = [
            models.Index(fields=["community", "occurred_on"], name="incident_by_community"),
            models.Index(fields=["state", "reported_at"], name="incident_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                name="returned_for_a_reason",
                condition=~Q(state=State.RETURNED) | ~Q(returned_reason=""),
            ),
            models.CheckConstraint(
                name="withdrawn_for_a_reason",
                condition=~Q(state__in=[State.WITHDRAWING, State.WITHDRAWN])
                | ~Q(withdrawal_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def facts(self) -> Facts:
        return Facts(**{name: getattr(self, name) for name in FACTS})

    @property
    def report(self) -> Report:
        """What the station tells of it, as it stands."""
        return Report(
            self.community,
            Kind(self.kind),
            self.occurred_on,
            self.facts,
            self.summary,
            self.police_file_number,
        )

    @property
    def found_as(self) -> str:
        """Read `with_finding`."""
        return found_as(self.finding_criterion, self.finding_counts)

    @property
    def found(self) -> list["Determination"]:
        """All that the office found, the last of which stands (queries.with_findings)."""
        return list(self.determinations.all())

    @property
    def proposal(self) -> Proposal:
        """What the rules in force on the day say."""
        return judge(Kind(self.kind), self.facts, on=self.occurred_on)

    @property
    def doubt(self) -> str:
        return doubt(Kind(self.kind), self.facts)


class DeterminationQuerySet(models.QuerySet["Determination"]):
    def standing(self) -> Self:
        """The latest of each incident."""
        latest = Determination.objects.order_by("incident_id", "-pk").distinct("incident_id")
        return self.filter(pk__in=latest.values("pk"))

    def overruling(self) -> Self:
        """Otherwise than the rules proposed; by which criterion says nothing where none counts."""
        other = Q(counts=True) & ~Q(criterion=F("proposed_criterion"))
        return self.filter(~Q(counts=F("proposed_counts")) | other)


class Determination(models.Model):
    """认定: the office's finding on one incident. Rows are never changed (a trigger refuses):
    a new finding is a new row. The proposal of the rules at that moment is kept beside it."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="determinations")
    criterion = models.PositiveSmallIntegerField("评选标准", null=True, blank=True)
    counts = models.BooleanField("计入")
    reason = models.CharField("理由", max_length=500)
    clause = models.CharField("依据", max_length=60, blank=True)
    proposed_criterion = models.PositiveSmallIntegerField(null=True, blank=True)
    proposed_counts = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="determinations")
    at = models.DateTimeField(auto_now_add=True)

    objects = DeterminationQuerySet.as_manager()

    class Meta:
        verbose_name = "认定"
        ordering = ["pk"]
        indexes = [models.Index(F("incident"), F("id").desc(), name="determination_latest")]
        constraints = [
            models.CheckConstraint(
                name="a_finding_that_counts_names_one_of_ten_criteria",
                condition=Q(counts=False) | Q(criterion__range=(1, 10), criterion__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident} {Finding.of(self.counts).label}"

    @property
    def found_as(self) -> str:
        return found_as(self.criterion, self.counts)

    @property
    def proposed_as(self) -> str:
        return found_as(self.proposed_criterion, self.proposed_counts)

    @property
    def overrules(self) -> bool:
        return self.found_as != self.proposed_as


class ReconsiderationQuerySet(models.QuerySet["Reconsideration"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(determination__incident__in=Incident.objects.visible_to(user))

    def waiting(self) -> Self:
        return self.filter(state=ReconsiderationState.WAITING)


class Reconsideration(models.Model):
    """申请重新认定: a station asks, once a finding, that the office look at it anew. The office
    finds anew, or keeps the finding and says why; what it says is the `answer`."""

    determination = models.OneToOneField(Determination, models.PROTECT)
    reason = models.CharField("申请的理由", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = StateField(
        "状态",
        max_length=15,
        choices=ReconsiderationState,
        default=ReconsiderationState.WAITING,
    )
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    answered_at = models.DateTimeField("答复时间", null=True)

    objects = ReconsiderationQuerySet.as_manager()

    class Meta:
        verbose_name = "重新认定申请"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="reconsidered_by_somebody_with_an_answer",
                condition=Q(state=ReconsiderationState.WAITING, answered_by=None, answer="")
                | (
                    ~Q(state=ReconsiderationState.WAITING)
                    & Q(answered_by__isnull=False)
                    & ~Q(answer="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.determination.incident} {self.get_state_display()}"


class MonthlyReturn(models.Model):
    """零报告: a station's signed statement for a month, so many incidents or none.
    Missing is not zero. `month` is the first day of the month."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="returns")
    month = models.DateField("月份")
    incident_count = models.PositiveIntegerField("案（事）件数")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "零报告"
        ordering = ["-month", "station"]
        constraints = [
            models.UniqueConstraint(name="one_return_a_month", fields=["station", "month"]),
            models.CheckConstraint(name="month_is_its_first_day", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.month:%Y-%m}"


class LeaseQuerySet(models.QuerySet["Lease"]):
    def running(self) -> Self:
        return self.filter(until__gt=Now())


class Lease(models.Model):
    """Somebody has this incident open in the determination queue, until then."""

    incident = models.OneToOneField(Incident, models.CASCADE, primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="leases")
    until = models.DateTimeField()

    objects = LeaseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.incident} {self.by}"
