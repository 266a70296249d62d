"""Certificates: what is printed, under which number, and the file."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from evaluation.models import Cycle, Honour
from evaluation.states import State
from plaques.numbers import certificate_number
from plaques.workflow import WORKFLOW, Custody
from wufaan.marks import StateField


def certificate_path(plaque: "Plaque", _filename: str) -> str:
    again = f"-{plaque.edition}" if plaque.edition > 1 else ""
    return f"certificates/{plaque.honour.year}/{plaque.number}{again}.pdf"


def bundle_path(bundle: "Bundle", _filename: str) -> str:
    return f"certificates/{bundle.cycle.year}/all.pdf"


class PlaqueQuerySet(models.QuerySet["Plaque"]):
    def visible_to(self, user: User) -> Self:
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def of_year(self, year: int) -> Self:
        return self.filter(honour__year=year)

    def announced(self) -> Self:
        """Those of titles that the public may know of."""
        return self.filter(honour__in=Honour.objects.announced())

    def matching(self, text: str) -> Self:
        number = certificate_number(text)
        return self.filter(Q(number__contains=number) | Q(community_name__unspaced__contains=text))

    def unmade(self) -> Self:
        return self.filter(sha256="")

    def to_be_recovered(self) -> Self:
        return self.filter(custody=Custody.RECALLED)

    def with_way(self) -> Self:
        """Each with the steps of its `way`: one query more."""
        return self.prefetch_related(
            models.Prefetch("custody_steps", CustodyStep.objects.order_by("pk"))
        )


class Plaque(models.Model):
    """牌匾、证书 of one county title. The texts are frozen: printing again gives the same bytes;
    only a name put right at the title is taken over, in another `edition` of the same number.
    Without `sha256` its PDF has not been made yet."""

    honour = models.OneToOneField(Honour, models.PROTECT, related_name="plaque")
    number = models.CharField("证书编号", max_length=30, unique=True)
    community_name = models.CharField("名称", max_length=60)
    title = models.CharField("称号", max_length=20)
    issuer = models.CharField("命名单位", max_length=60, blank=True)
    issued_on = models.DateField("颁发日期")
    pdf = models.FileField(upload_to=certificate_path, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    edition = models.PositiveSmallIntegerField("版次", default=1)
    custody = StateField("去向", max_length=10, choices=Custody, default=Custody.HERE)

    objects = PlaqueQuerySet.as_manager()

    class Meta:
        verbose_name = "证书"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="made_means_file_and_hash",
                condition=Q(pdf="", sha256="") | (~Q(pdf="") & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Where anyone checks it."""
        return reverse("verify-number", args=[self.number])

    @property
    def office_url(self) -> str:
        return reverse("plaque", args=[self.number])

    @property
    def is_named_otherwise(self) -> bool:
        """Whether its title has another name by now: a correction of the list."""
        return bool(self.community_name != self.honour.name)

    @property
    def way(self) -> list["CustodyStep"]:
        """Of those `with_way`: its steps, the first first."""
        return list(self.custody_steps.all())

    @property
    def recalled(self) -> "CustodyStep | None":
        """Of those `with_way`: when and why it was asked back last."""
        return next((step for step in reversed(self.way) if step.verb == "recall"), None)

    @property
    def holder(self) -> str:
        """Of those `with_way`: who it went to last, by post."""
        went = (s.get_recipient_display() for s in reversed(self.way) if s.verb == "deliver")
        return next(went, "")

    @property
    def is_announced(self) -> bool:
        """Whether the public may know of its title."""
        cycle = self.honour.cycle
        return cycle is not None and cycle.state == State.PUBLISHED


class FormerCertificate(models.Model):
    """The file of an edition before: what was printed and perhaps handed over. Rows stay as they
    were written (a trigger refuses change)."""

    plaque = models.ForeignKey(Plaque, models.PROTECT, related_name="former_files")
    community_name = models.CharField("名称", max_length=60)
    pdf = models.FileField()
    sha256 = models.CharField(max_length=64)
    replaced_at = models.DateTimeField("更换时间", auto_now_add=True)

    class Meta:
        verbose_name = "更换前的证书"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.plaque} {self.community_name}"


class Recipient(models.TextChoices):
    """Who takes a plaque into their hands, by post: nobody's name is kept."""

    COMMITTEE = "committee", "村（居）民委员会"
    PARTY_BRANCH = "party_branch", "村（社区）党支部"
    PROPERTY_COMPANY = "property_company", "物业服务企业"
    OWNERS = "owners", "业主委员会"
    TOWNSHIP = "township", "乡镇人民政府（街道办事处）"
    STATION = "station", "派出所"


class CustodyStep(models.Model):
    """One step of a plaque's way. Rows stay as they were written (a trigger refuses change)."""

    plaque = models.ForeignKey(Plaque, models.PROTECT, related_name="custody_steps")
    verb = models.CharField(max_length=10)
    on = models.DateField("日期")
    recipient = models.CharField("送交", max_length=20, choices=Recipient, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # What was put right of it, where somebody looked (evaluation/ladder/corrections.py).
    corrections: list[Any]

    class Meta:
        verbose_name = "牌匾去向"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="delivered_to_somebody",
                condition=~Q(verb="deliver") | ~Q(recipient=""),
            ),
        ]

    def __str__(self) -> str:
        return f"证书 {self.plaque}，{self.on}"

    @property
    def label(self) -> str:
        return WORKFLOW[self.verb].label


class Bundle(models.Model):
    """All certificates of a year in one print-ready file."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="certificate_bundle")
    pdf = models.FileField(upload_to=bundle_path)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.cycle} 证书合订本"
