"""The set-based assessment against plain Python that judges one community after another; and what
it would say otherwise now, against assessing again."""

from calendar import monthrange
from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from communities import actions as communities
from communities.models import Community
from evaluation import actions as evaluation
from evaluation.models import Finding, Survey
from evaluation.year.assessment import COMPUTED, differences
from evaluation.year.rules import Circumstances, Policy, outcome
from incidents import actions as incidents
from incidents.models import Incident, MonthlyReturn
from tests.examples import examples
from tests.factories import CommunityFactory, CompoundFactory, StationFactory, report
from wufaan.clock import today
from wufaan.errors import DomainError

MONTHS = [date(2024, 11, 1), date(2024, 12, 1), *(date(2025, m, 1) for m in range(1, 11))]

# Around both ends of the period and inside it.
DAYS = st.sampled_from(
    [date(2024, 10, 31), date(2024, 11, 1), date(2025, 3, 9), date(2025, 10, 31)]
) | st.dates(date(2024, 10, 1), date(2025, 11, 24))

INCIDENT = st.tuples(st.integers(0, 7), DAYS, st.lists(st.booleans(), max_size=3))
TWO_PLACES = st.tuples(st.integers(0, 7), st.integers(0, 7), DAYS)
REGISTRY = st.fixed_dictionaries(
    {
        "parents": st.lists(st.integers(0, 2), min_size=2, max_size=4),
        "incidents": st.lists(INCIDENT, max_size=12),
        "excluded": st.sets(st.integers(0, 7), max_size=2),
        "closed": st.dictionaries(st.integers(0, 7), DAYS, max_size=2),
        "opened": st.dictionaries(st.integers(0, 7), DAYS, max_size=2),
        "merged": st.lists(TWO_PLACES, max_size=2),
        "moved": st.lists(TWO_PLACES, max_size=3),
        "split": st.lists(TWO_PLACES, max_size=2),
        "other_station": st.lists(st.tuples(st.integers(0, 7), DAYS), max_size=3),
        "recorded": st.permutations(["merged", "moved", "split", "other_station"]),
        "signed": st.sets(st.sampled_from(MONTHS)) | st.just(set(MONTHS)),
        "signed_there": st.sets(st.sampled_from(MONTHS)) | st.just(set(MONTHS)),
        "surveys": st.dictionaries(
            st.integers(0, 7), st.tuples(st.integers(1, 20), st.integers(0, 20)), max_size=6
        ),
        "rolls_up": st.booleans(),
        "least_months": st.sampled_from([0, 0, 1, 6, 14]),
        "returns_policy": st.sampled_from(Policy),
        "satisfaction_policy": st.sampled_from(Policy),
    }
)


class TestAssessment(TestCase):
    @examples(few=30, many=3000)
    @given(registry=REGISTRY)
    def test_equals_judging_one_after_another(self, registry):
        cycle = build(registry)
        evaluation.assess(cycle=cycle, by=User.objects.system())
        rows = cycle.verdicts.values_list("community_id", "outcome", "broken", "missing_months")
        bearing = [(i, set(bears(i.community, i.occurred_on, cycle))) for i in of_period(cycle)]
        signed = set(MonthlyReturn.objects.values_list("station", "month"))
        places = Community.objects.all()
        plain = {(c.pk, *judge_plainly(c, cycle, bearing, signed)) for c in places}
        assert set(rows) == plain

    @examples(few=20, many=2000)
    @given(registry=REGISTRY, later=REGISTRY)
    def test_what_would_be_otherwise_is_what_assessing_again_changes(self, registry, later):
        system = User.objects.system()
        cycle = build(registry)
        evaluation.assess(cycle=cycle, by=system)
        assert not differences(cycle, today())
        cycle = go_on(cycle, later)
        before = written(cycle)
        told = {d.community_id: (d.was, d.now, d.fields) for d in differences(cycle, today())}
        evaluation.assess(cycle=cycle, by=system)
        after = written(cycle)
        assert told == {
            place: (before.get(place, NONE)["outcome"], row["outcome"], differing(before, row))
            for place, row in after.items()
            if before.get(place) != row
        }
        assert not differences(cycle, today())


NONE = dict.fromkeys([*COMPUTED, "findings"])


def differing(before, row):
    was = before.get(row["community_id"], NONE | {"findings": set()})
    return {name for name in NONE if was[name] != row[name]}


def written(cycle):
    """What stands in verdicts and findings, by place."""
    findings = defaultdict(set)
    for finding in Finding.objects.filter(verdict__cycle=cycle):
        told = (
            finding.incident_id,
            finding.determination_id,
            finding.rolled_up,
            finding.former,
        )
        findings[finding.verdict_id].add(told)
    verdicts = cycle.verdicts.values("id", "community_id", *COMPUTED)
    return {v["community_id"]: v | {"findings": findings[v["id"]]} for v in verdicts}


def go_on(cycle, later):
    """After an assessment: all that it reads, a new place and a withdrawal included."""
    system = User.objects.system()
    places = list(Community.objects.order_by("pk"))
    CompoundFactory(parent=places[0])
    for incident in Incident.objects.undetermined()[:1]:
        incidents.request_withdrawal(incident=incident, reason="误报", by=system)
        incidents.grant_withdrawal(incident=incident, by=system)
    put_on_record(places, later)
    return set_up(cycle, places, later)


def build(registry):
    system = User.objects.system()
    villages = [CommunityFactory() for _ in range(3)]
    places = villages + [CompoundFactory(parent=villages[n]) for n in registry["parents"]]
    put_on_record(places, registry)
    return set_up(evaluation.open_cycle(year=2025, by=system), places, registry)


def put_on_record(places, registry):
    system = User.objects.system()
    for index, day, findings in registry["incidents"]:
        place = places[index % len(places)]
        if place.opened_on or place.closed_on:  # an earlier change: perhaps not there on that day
            continue
        incident = report(place, on=min(day, date(2025, 11, 20)))
        for counts in findings:
            incidents.determine(
                incident=incident, criterion=4, counts=counts, reason="认定", by=system
            )
    change(places, registry)
    for what in registry["recorded"]:
        for told in registry[what]:
            with suppress(DomainError):
                TRAVELS[what](places, *told)
    returns = [
        MonthlyReturn(station=station, month=month, incident_count=0, signed_by=system)
        for station, months in ((StationFactory(), "signed"), (other_station(), "signed_there"))
        for month in registry[months]
    ]
    MonthlyReturn.objects.bulk_create(returns, ignore_conflicts=True)


def set_up(cycle, places, registry):
    names = ("rolls_up", "returns_policy", "satisfaction_policy", "least_months")
    policies = {name: registry[name] for name in names}
    cycle = evaluation.configure(cycle=cycle, by=User.objects.system(), **policies)
    for index, (respondents, satisfied) in registry["surveys"].items():
        Survey.objects.update_or_create(
            cycle=cycle,
            community=places[index % len(places)],
            defaults={"respondents": respondents, "satisfied": min(respondents, satisfied)},
        )
    return cycle


def change(places, registry):
    for index in registry["excluded"]:
        Community.objects.filter(pk=places[index % len(places)].pk).update(
            takes_part=False, not_taking_part_reason="拆迁"
        )
    for index, day in registry["closed"].items():
        pk = places[index % len(places)].pk
        Community.objects.filter(pk=pk, opened_on=None).update(closed_on=day)
    for index, day in registry["opened"].items():
        pk = places[index % len(places)].pk
        Community.objects.filter(pk=pk, closed_on=None).update(opened_on=day)


def at(places, number):
    """As it is now."""
    return Community.objects.get(pk=places[number % len(places)].pk)


def merge(places, one, other, day):
    communities.merge(
        community=at(places, one), into=at(places, other), on=day, by=User.objects.system()
    )


def move(places, one, other, day):
    communities.move(
        community=at(places, one),
        into=at(places, other),
        on=day,
        station=other_station() if one % 2 else None,
        by=User.objects.system(),
    )


def split(places, one, other, day):
    change_one(at(places, one), opened_on=day, split_from=at(places, other))


def belong_elsewhere(places, one, day):
    change_one(at(places, one), station=other_station(), station_since=day)


def change_one(place, **changes):
    fields = ["name", "kind", "station", "property_company", "households", "population", "shops"]
    as_it_is = {field: getattr(place, field) for field in [*fields, "opened_on", "split_from"]}
    communities.change(community=place, by=User.objects.system(), **as_it_is | changes)


def other_station():
    return StationFactory(code="530521520000", name="姚关派出所")


TRAVELS = {"merged": merge, "moved": move, "split": split, "other_station": belong_elsewhere}


def of_period(cycle):
    incidents_of = Incident.objects.on_record().filter(occurred_on__gte=cycle.starts_on)
    return incidents_of.filter(occurred_on__lte=cycle.ends_on).select_related("community")


def bears(place, day, cycle):
    """The places (keys) in which counts what is in this one on that day, by what has become of it
    when the period ends."""
    last = cycle.ends_on
    yield place.pk
    if place.successor and place.closed_on <= last:
        yield from bears(place.successor, max(day, place.closed_on), cycle)
    for young in place.offshoots.all():
        if day < young.opened_on <= last:
            yield from bears(young, young.opened_on, cycle)
    for since, before, parent, _station in spells(place):
        if cycle.rolls_up and parent and day < before and since <= last:
            yield from bears(parent, max(day, since), cycle)


def spells(place):
    """From when, before when, in which village, with which station."""
    since = date.min
    for move in place.moves.order_by("moved_on"):
        yield since, move.moved_on, move.parent, move.station
        since = move.moved_on
    yield since, date.max, place.parent, place.station


def old_enough(opened_on, ends_on, least_months):
    """Whether a place had been there for so many months when the period ended."""
    if opened_on is None or not least_months:
        return True
    years, month = divmod(opened_on.month - 1 + least_months, 12)
    year = opened_on.year + years
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(opened_on.day, last)) <= ends_on + timedelta(days=1)


def missing_months(place, cycle, signed):
    known = list(spells(place))
    return [
        month
        for month in months_of(cycle)
        if not (place.closed_on and place.closed_on <= month)
        and any(
            (station.pk, month) not in signed
            for since, before, _parent, station in known
            if before > month and since < (month + timedelta(31)).replace(day=1)
        )
    ]


def judge_plainly(community, cycle, bearing, signed):
    """What rules.outcome says of one community, gathered row by row: and of what."""
    looked_at = [incident for incident, places in bearing if community.pk in places]
    standing = [incident.determinations.order_by("pk").last() for incident in looked_at]
    survey = Survey.objects.filter(cycle=cycle, community=community).first()
    circumstances = Circumstances(
        takes_part=community.takes_part
        and not (community.closed_on and community.closed_on <= cycle.ends_on)
        and not (community.opened_on and community.opened_on > cycle.ends_on)
        and old_enough(community.opened_on, cycle.ends_on, cycle.least_months),
        broken=sum(found is not None and found.counts for found in standing),
        undetermined=sum(found is None for found in standing),
        missing_months=len(missing_months(community, cycle, signed)),
        respondents=survey and survey.respondents,
        satisfied=survey and survey.satisfied,
    )
    policies = {"returns": cycle.returns_policy, "satisfaction": cycle.satisfaction_policy}
    return outcome(circumstances, **policies), circumstances.broken, circumstances.missing_months


def months_of(cycle):
    days = (cycle.ends_on - cycle.starts_on).days + 1
    return sorted({(cycle.starts_on + timedelta(n)).replace(day=1) for n in range(days)})
