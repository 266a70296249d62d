"""Rows for tests. What a test is about it says itself; the rest comes from here."""

from dataclasses import replace
from datetime import date

import factory
from django.test import override_settings
from factory.django import DjangoModelFactory

from accounts.models import User
from accounts.permissions import Role
from communities.models import Community, CommunityKind, PropertyCompany, Station, Township
from communities.pinyin import pinyin_key
from evaluation import actions as evaluation
from evaluation.models import Acknowledgement, Cycle, Notice
from evaluation.notice.basis import missing_below
from evaluation.notice.supplements import to_be_listed
from incidents import actions as incidents
from incidents.facts import FACTS, Facts
from incidents.kinds import Kind
from incidents.models import Incident
from incidents.reports import Report
from wufaan.clock import today

PASSWORD = "correct horse 电池"
STATION_CODE = "530521010000"
CODES = "530521101"  # how codes of communities begin; three digits follow


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("user{}".format)
    display_name = factory.LazyAttribute(lambda u: Role(u.role).label)
    role = Role.OFFICE
    station_code = factory.LazyAttribute(lambda u: STATION_CODE if u.role == Role.OFFICER else "")

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        if extracted:
            self.set_password(extracted)
            self.save()


class TownshipFactory(DjangoModelFactory):
    class Meta:
        model = Township
        django_get_or_create = ["code"]

    code = CODES
    name = "甸阳镇"
    pinyin = factory.LazyAttribute(lambda t: pinyin_key(t.name))


class StationFactory(DjangoModelFactory):
    class Meta:
        model = Station
        django_get_or_create = ["code"]

    code = STATION_CODE
    name = "甸阳派出所"


class PropertyCompanyFactory(DjangoModelFactory):
    class Meta:
        model = PropertyCompany
        django_get_or_create = ["code"]

    code = "91530521MA6K000002"
    name = "安居物业服务有限公司"


class CommunityFactory(DjangoModelFactory):
    class Meta:
        model = Community

    code = factory.Sequence(lambda n: f"{CODES}{n % 1000:03d}")
    name = factory.Sequence(lambda n: f"第{n}村")
    kind = CommunityKind.VILLAGE
    township = factory.SubFactory(TownshipFactory)
    station = factory.SubFactory(StationFactory)
    pinyin = factory.LazyAttribute(lambda c: pinyin_key(c.name))


class CompoundFactory(CommunityFactory):
    parent = factory.SubFactory(CommunityFactory)
    code = factory.LazyAttributeSequence(lambda c, n: f"{c.parent.code}-X{n % 90 + 10}")
    name = factory.Sequence(lambda n: f"花园{n}号小区")
    kind = CommunityKind.COMPOUND


def report(
    community: Community,
    kind: Kind = Kind.BURGLARY,
    on: date = date(2025, 3, 1),
    by: User | None = None,
    summary: str = "",
    **facts,
) -> Incident:
    """A reported incident; a burglary filed as a crime, which counts, unless said otherwise."""
    if kind == Kind.BURGLARY:
        facts.setdefault("nature", "criminal")
    told = Report(community, kind, on, Facts(**facts), summary)
    return incidents.report(report=told, by=by or User.objects.system())


def told_otherwise(incident: Incident, **changes) -> Report:
    """What is on record of it, with changes to that or to its facts."""
    facts = {name: changes.pop(name) for name in FACTS if name in changes}
    return replace(incident.report, facts=replace(incident.facts, **facts), **changes)


def found(community: Community, **kwargs) -> Incident:
    """A reported incident on which the office found as the rules propose."""
    incident = report(community, **kwargs)
    incidents.accept_proposal(incident=incident, by=User.objects.system())
    incident.refresh_from_db()
    return incident


def assessed_cycle(year: int = 2025, *, surveys=(), **changes) -> Cycle:
    """All communities that there are, assessed; `surveys` as actions.record_surveys wants them."""
    system = User.objects.system()
    cycle = evaluation.open_cycle(year=year, by=system)
    if surveys:
        evaluation.record_surveys(cycle=cycle, surveys=surveys, by=system)
    if changes:
        evaluation.configure(cycle=cycle, by=system, **changes)
    evaluation.assess(cycle=cycle, on=date(year, 11, 1), by=system)
    cycle.refresh_from_db()
    return cycle


def acknowledge_all(
    cycle: Cycle, *, supplement: bool = False, on: date | None = None, by: User | None = None
) -> None:
    """What is missing below the list that would be published. Written at once: nearly every test
    of a year needs it, and looks for it each time in tests/evaluation/notice/test_basis.py."""
    on, by = on or today(), by or User.objects.system()
    verdicts = to_be_listed(cycle, on if supplement else None)
    told = {"cycle": cycle, "is_supplementary": supplement, "on": on, "by": by}
    Acknowledgement.objects.bulk_create(
        Acknowledgement(gap=missing.gap, text=missing.told, fingerprint=missing.fingerprint, **told)
        for missing in missing_below(cycle, verdicts, on, supplement=supplement)
    )


def issued(*, cycle: Cycle, **told) -> Notice:
    """Put on notice, with what is missing below the list acknowledged."""
    acknowledge_all(cycle, on=told.get("on"), by=told["by"])
    return evaluation.publish_notice(cycle=cycle, **told)


def issued_beside(*, cycle: Cycle, **told) -> Notice:
    """As a supplementary notice, likewise."""
    acknowledge_all(cycle, supplement=True, on=told.get("on"), by=told["by"])
    return evaluation.publish_supplement(cycle=cycle, **told)


def noticed_cycle(year: int = 2025, *, by: User | None = None, **changes) -> Cycle:
    """Assessed and put on notice on 3 November."""
    return put_on_notice(assessed_cycle(year, **changes), by=by)


def put_on_notice(cycle: Cycle, *, by: User | None = None) -> Cycle:
    year = cycle.year
    issued(
        cycle=cycle,
        number=f"施无案公示〔{year}〕1号",
        title=f"关于{year}年度拟命名“无发案小区”“无发案村社”的公示",
        channels="电话：0875-0000000；地址：县公安局治安管理大队",
        starts_on=date(year, 11, 3),
        working_days=5,
        on=date(year, 11, 3),
        by=by or User.objects.system(),
    )
    cycle.refresh_from_db()
    return cycle


def approved_cycle(year: int = 2025, **changes) -> Cycle:
    """Approved by the leading group once the notice had run, also where that is still to come."""
    cycle = noticed_cycle(year, **changes)
    leader = User.objects.filter(role=Role.LEADING).first() or UserFactory(role=Role.LEADING)
    on = date(year, 11, 15)
    with override_settings(DEMO_DAY=max(today(), on)):
        evaluation.approve(cycle=cycle, on=on, by=leader)
    cycle.refresh_from_db()
    return cycle


def published_cycle(year: int = 2025, **changes) -> Cycle:
    cycle = approved_cycle(year, **changes)
    evaluation.publish(cycle=cycle, on=date(year, 11, 20), by=User.objects.system())
    cycle.refresh_from_db()
    return cycle
