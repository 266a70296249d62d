"""Where the programme takes place: townships, stations, property companies and the communities
that are judged. Fields, constraints and named querysets; every write is in actions.py."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from accounts.models import User
from accounts.permissions import Permission, Role
from communities.names import shorter_names
from communities.pinyin import SILENT, sounds_of, spoken
from communities.staffing import left_out
from wufaan.normalise import tidy_number


@models.CharField.register_lookup
class Spoken(models.Transform):
    """`pinyin__spoken__contains`: of a key only what is read out (pinyin.spoken)."""

    lookup_name = "spoken"
    template = f"REGEXP_REPLACE(%(expressions)s, '{SILENT}', '', 'g')"


def named_like(text: str, at: str = "") -> Q:
    """What `tidy_text` made is a part of the name, of its pinyin or of the initials; `at` leads to
    the row that has them."""
    named, sound = Q(**{f"{at}name__unspaced__contains": text}), spoken(text)
    return named | Q(**{f"{at}pinyin__spoken__contains": sound}) if sound else named


class TownshipQuerySet(models.QuerySet["Township"]):
    def visible_to(self, user: User) -> Self:
        """The county's, or for an officer those in which the station has communities."""
        if user.role == Role.OFFICER:
            return self.filter(pk__in=_own(user, "township"))
        return self if user.can(Permission.SEE_REGISTRY) else self.none()

    def matching(self, text: str) -> Self:
        return self.filter(named_like(text))

    def names(self) -> "models.QuerySet[Township, str]":
        return self.order_by().values_list("name", flat=True)


class Township(models.Model):
    """乡镇、街道, by its 9-digit statistical code."""

    code = models.CharField("乡镇代码", max_length=9, unique=True)
    name = models.CharField("乡镇名称", max_length=50)
    pinyin = models.CharField(max_length=400, editable=False)

    objects = TownshipQuerySet.as_manager()

    class Meta:
        verbose_name = "乡镇（街道）"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class StationQuerySet(models.QuerySet["Station"]):
    def visible_to(self, user: User) -> Self:
        """An officer's own and what has become part of it; the county's for whoever keeps them or
        sees its registry."""
        if user.role == Role.OFFICER:
            return self.answered_for_by(user.station_code)
        sees = user.can(Permission.SEE_REGISTRY) or user.can(Permission.KEEP_STATIONS)
        return self if sees else self.none()

    def answered_for_by(self, code: str) -> Self:
        """The one of this code, and what has become part of it."""
        return self.filter(pk__in=RawSQL(_WITH_MERGED, [code]))

    def answering_for(self, stations: Iterable[int]) -> Self:
        """These, by key, and what they have become part of."""
        return self.filter(pk__in=RawSQL(_WITH_SUCCESSORS, [list(stations)]))

    def existing(self) -> Self:
        return self.filter(closed_on=None)

    def existing_on(self, day: date) -> Self:
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day))


_WITH_MERGED = """
WITH RECURSIVE own AS (
    SELECT id FROM communities_station WHERE code = %s
     UNION
    SELECT s.id FROM communities_station s JOIN own ON s.successor_id = own.id
)
SELECT id FROM own
"""

_WITH_SUCCESSORS = """
WITH RECURSIVE later AS (
    SELECT id, successor_id FROM communities_station WHERE id = ANY(%s)
     UNION
    SELECT s.id, s.successor_id FROM communities_station s JOIN later ON s.id = later.successor_id
)
SELECT id FROM later
"""


class Station(models.Model):
    """派出所, by its 12-digit unit code. One that has become part of another keeps what it reported
    and signed; whoever is of its `successor` answers for it."""

    code = models.CharField("派出所代码", max_length=12, unique=True)
    name = models.CharField("派出所名称", max_length=50)
    closed_on = models.DateField("撤并日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, related_name="predecessors", null=True, blank=True
    )

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "派出所"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="station_successor_only_when_closed",
                condition=Q(successor=None) | Q(closed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def how_closed(self) -> str:
        return _how_closed(self)


class PropertyCompanyQuerySet(models.QuerySet["PropertyCompany"]):
    def visible_to(self, user: User) -> Self:
        """The county's, or for an officer those that look after a compound of the station."""
        if user.role == Role.OFFICER:
            return self.filter(pk__in=_own(user, "property_company"))
        return self if user.can(Permission.SEE_REGISTRY) else self.none()


class PropertyCompany(models.Model):
    """物业服务企业, by its 18-character unified social credit code."""

    code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("企业名称", max_length=100)

    objects = PropertyCompanyQuerySet.as_manager()

    class Meta:
        verbose_name = "物业服务企业"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class CommunityKind(models.TextChoices):
    COMPOUND = "compound", "小区"
    VILLAGE = "village", "行政村"
    NEIGHBOURHOOD = "neighbourhood", "社区"


class CommunityQuerySet(models.QuerySet["Community"]):
    def visible_to(self, user: User) -> Self:
        """An officer's own station; the county for whoever may see the registry."""
        if not user.can(Permission.SEE_REGISTRY):
            return self.none()
        if user.role == Role.OFFICER:
            return self.filter(station__code=user.station_code)
        return self

    def existing_on(self, day: date) -> Self:
        return self.filter(
            Q(opened_on=None) | Q(opened_on__lte=day), Q(closed_on=None) | Q(closed_on__gt=day)
        )

    def compounds(self) -> Self:
        return self.filter(kind=CommunityKind.COMPOUND)

    def existing(self) -> Self:
        """Neither merged nor dissolved."""
        return self.filter(closed_on=None)

    def not_closed_by(self, day: date) -> Self:
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day))

    def closed(self) -> Self:
        return self.filter(closed_on__isnull=False)

    def taking_part(self) -> Self:
        return self.existing().filter(takes_part=True)

    def taking_part_on(self, day: date) -> Self:
        """What a year that ends that day evaluates."""
        return self.existing_on(day).filter(takes_part=True)

    def not_taking_part(self) -> Self:
        return self.existing().filter(takes_part=False)

    def matching(self, text: str) -> Self:
        """By name, code, pinyin or its initials, of the place itself, be it of before, or of its
        township. Where nothing goes by what was typed, what goes by less of it, or else by its
        sound."""
        if (found := self._called(text)).exists():
            return found
        by_sound = (rows for _, rows in self._sounding(text))
        return next((rows for rows in (*self._less_of(text), *by_sound) if rows.exists()), found)

    def heard_as(self, text: str) -> str:
        """The pinyin by which `matching` finds; blank where it finds by what was typed."""
        if not text or text.isascii() or self._called(text).exists():
            return ""
        if any(rows.exists() for rows in self._less_of(text)):
            return ""
        return next((sound for sound, rows in self._sounding(text) if rows.exists()), "")

    def known_as(self, text: str) -> Self:
        """Those whose whole name, of today or before, this is, or with its township in front."""
        ways = Q(pk=None)
        for name, township in _shorter(text):
            formerly = _formerly(former_names__name__unspaced=name)
            whole = Q(name__unspaced=name) | Q(pk__in=formerly)
            ways |= whole & Q(township__name=township) if township else whole
        return self.filter(ways)

    def coded(self, codes: Collection[str]) -> Self:
        """Those that go by one of these codes, or went by it before."""
        return self.filter(Q(code__in=codes) | Q(pk__in=_formerly(former_codes__code__in=codes)))

    def _less_of(self, text: str) -> list[Self]:
        return [self._called(name, township) for name, township in _shorter(text)]

    def _sounding(self, text: str) -> Iterator[tuple[str, Self]]:
        for name, township in _shorter(text):
            yield from ((sound, self._called(sound, township)) for sound in sounds_of(name))

    def _called(self, text: str, township: str = "") -> Self:
        townships, number = Township.objects.matching(text), tidy_number(text)
        found = self.filter(
            named_like(text)
            | Q(pk__in=_formerly(named_like(text, "former_names__")))
            | Q(code__startswith=number)
            | Q(pk__in=_formerly(former_codes__code__startswith=number))
            | Q(township__in=townships)
        )
        return found.filter(township__name=township) if township else found


def _shorter(text: str) -> list[tuple[str, str]]:
    return [*shorter_names(text, Township.objects.names())]


def _formerly(*named: Q, **before: Any) -> models.QuerySet[Any, Any]:
    """The places (keys) that had such a code or name before (moves.FormerCode, FormerName)."""
    found: models.QuerySet[Any, Any] = Community.objects.filter(*named, **before)
    return found.order_by().values("pk")


def _how_closed(ended: "Station | Community") -> str:
    """Of one that is no more: since when, and what it became part of."""
    how = f"并入{ended.successor.name}" if ended.successor else "撤销建制"
    return f"已于 {ended.closed_on} {how}"


def _own(user: User, field: str) -> models.QuerySet[Any, Any]:
    """What the communities that this person sees point at."""
    visible: models.QuerySet[Any, Any] = Community.objects.visible_to(user)
    return visible.order_by().values(field)


class Community(models.Model):
    """What is judged. A village or neighbourhood has its 12-digit statistical code; a compound
    lies inside one (`parent`) and has that code plus `-X01`…, issued here."""

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类型", max_length=15, choices=CommunityKind)
    township = models.ForeignKey(Township, models.PROTECT, related_name="communities")
    station = models.ForeignKey(Station, models.PROTECT, related_name="communities")
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="compounds", null=True, blank=True
    )
    property_company = models.ForeignKey(
        PropertyCompany, models.PROTECT, related_name="compounds", null=True, blank=True
    )
    households = models.PositiveIntegerField("户数", null=True, blank=True)
    population = models.PositiveIntegerField("实有人口", null=True, blank=True)
    shops = models.PositiveIntegerField("联排商铺户数", null=True, blank=True)
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤并日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, related_name="predecessors", null=True, blank=True
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, related_name="offshoots", null=True, blank=True
    )
    takes_part = models.BooleanField("参评", default=True)
    not_taking_part_reason = models.CharField("不参评原因", max_length=200, blank=True)
    pinyin = models.CharField(max_length=500, editable=False, db_index=True)

    # Of what communities.work.with_progress reads.
    heads: int
    done: int
    under_way: int
    officers: int | None
    needed: int | None

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = "小区（村社）"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="compounds_and_only_compounds_have_a_parent",
                condition=(Q(kind=CommunityKind.COMPOUND) & Q(parent__isnull=False))
                | (~Q(kind=CommunityKind.COMPOUND) & Q(parent__isnull=True)),
            ),
            models.CheckConstraint(
                name="only_compounds_have_a_property_company",
                condition=Q(kind=CommunityKind.COMPOUND) | Q(property_company__isnull=True),
            ),
            models.CheckConstraint(
                name="code_fits_kind",
                condition=(Q(kind=CommunityKind.COMPOUND) & Q(code__regex=r"^\d{12}-X\d{2,}$"))
                | (~Q(kind=CommunityKind.COMPOUND) & Q(code__regex=r"^\d{12}$")),
            ),
            models.CheckConstraint(
                name="closed_after_opened",
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(
                name="successor_only_when_closed",
                condition=Q(successor=None) | Q(closed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="split_on_the_day_it_opened",
                condition=Q(split_from=None) | Q(opened_on__isnull=False),
            ),
            models.CheckConstraint(
                name="not_taking_part_has_a_reason",
                condition=Q(takes_part=True) | ~Q(not_taking_part_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def how_closed(self) -> str:
        return _how_closed(self)

    @property
    def every_name(self) -> list[str]:
        """Of today and before, also with its township in front. Reads `former_names`."""
        names = dict.fromkeys([self.name, *(former.name for former in self.former_names.all())])
        return [f"{front}{name}" for name in names for front in ("", self.township.name)]

    @property
    def sought_by(self) -> str:
        """All that it is found by, for a page without a server to ask."""
        lies_in = (self.township.name, self.township.pinyin)
        return " ".join([*self.every_name, self.pinyin, self.code, *lies_in])

    @property
    def initials(self) -> str:
        """Of its name in pinyin, by which it is found too."""
        return self.pinyin.split()[-1]

    @property
    def not_counted(self) -> str:
        """What the number of information officers that it needs leaves out."""
        return left_out(self.population, self.shops) if self.parent_id else ""
