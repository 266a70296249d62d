"""Certificates: what is printed, under which number, and the file."""

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from evaluation.models import Cycle, Honour


def certificate_path(plaque: "Plaque", _filename: str) -> str:
    return f"certificates/{plaque.honour.year}/{plaque.number}.pdf"


def bundle_path(bundle: "Bundle", _filename: str) -> str:
    return f"certificates/{bundle.cycle.year}/all.pdf"


class PlaqueQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def of_year(self, year: int):
        return self.filter(honour__year=year)

    def announced(self):
        """Those of titles that the public may know of."""
        return self.filter(honour__in=Honour.objects.announced())

    def matching(self, text: str):
        return self.filter(Q(number__contains=text) | Q(community_name__contains=text))

    def unmade(self):
        return self.filter(sha256="")


class Plaque(models.Model):
    """牌匾、证书 of one county title. The texts are frozen: printing again gives the same bytes.
    Without `sha256` its PDF has not been made yet."""

    honour = models.OneToOneField(Honour, models.PROTECT, related_name="plaque")
    number = models.CharField("证书编号", max_length=30, unique=True)
    community_name = models.CharField("名称", max_length=60)
    title = models.CharField("称号", max_length=20)
    issuer = models.CharField("命名单位", max_length=60, blank=True)
    issued_on = models.DateField("颁发日期")
    pdf = models.FileField(upload_to=certificate_path, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

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

    def __str__(self):
        return self.number


class Bundle(models.Model):
    """All certificates of a year in one print-ready file."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="certificate_bundle")
    pdf = models.FileField(upload_to=bundle_path)
    sha256 = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.cycle} 证书合订本"
