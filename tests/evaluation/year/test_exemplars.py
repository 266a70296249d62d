"""The order in which the year's possible models come, against plain sorting of the record."""

from datetime import date
from random import Random

import pytest
from django.db.models.signals import post_init

from accounts.models import User
from communities.heads import WorkState, heads_of
from communities.models import Community, WorkRecord
from evaluation import actions
from evaluation.models import (
    Cycle,
    Honour,
    HonourState,
    Level,
    Verdict,
)
from evaluation.year.views import exemplars
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    assessed_cycle,
    noticed_cycle,
)

pytestmark = pytest.mark.django_db
PATH = "/office/cycles/2025/exemplars/"
MEASURES = ["satisfaction", "work", "streak"]
STATES = [None, HonourState.STANDING, HonourState.STANDING, HonourState.REVOKED]
# Before the list of 2025 was fixed, on 3 November, on that day, and after it.
ENDS = [date(2025, 5, 1), date(2025, 11, 3), date(2025, 11, 20)]


def places(random: Random) -> list[Community]:
    villages = [CommunityFactory(code=f"5305211010{n:02}") for n in range(8)]
    return villages + [CompoundFactory(parent=random.choice(villages)) for _ in range(8)]


def surveys(random: Random, communities: list[Community]) -> list[tuple]:
    """Of most of them; 19 of 20 is as much as 38 of 40."""
    figures = [(20, 19), (40, 38), (40, 36), (30, 30)]
    return [(c, *random.choice(figures)) for c in communities if random.random() < 0.7]


def some_work(random: Random, place: Community) -> None:
    """Of the year, and of the one before, which is none of its business."""
    for head in heads_of(is_compound=place.parent_id is not None):
        for year in (2024, 2025):
            state = random.choice(WorkState.values)
            WorkRecord.objects.create(community=place, year=year, head=head.key, state=state)


def some_titles(random: Random, place: Community, cycles: dict[int, Cycle]) -> None:
    for year, cycle in cycles.items():
        if state := random.choice(STATES):
            lost = state != HonourState.STANDING
            ended = {"ended_on": random.choice(ENDS), "end_reason": "原因"} if lost else {}
            of = {"community": place, "year": year, "name": place.name, "kind": place.kind}
            own = {"level": Level.COUNTY, "cycle": cycle, "state": state, **ended}
            Honour.objects.create(**of, **own, granted_on=date(2024, 1, 1))
        if random.random() < 0.3:
            of = {"community": place, "year": year, "name": place.name, "kind": place.kind}
            Honour.objects.create(**of, level=Level.MUNICIPAL, granted_on=date(2024, 1, 1))


def plain(verdict: Verdict, fixed: date | None) -> dict[str, float]:
    place = verdict.community
    done = place.work_records.filter(year=2025, state=WorkState.DONE).count()
    held = {
        title.year
        for title in place.honours.filter(level=Level.COUNTY)
        if title.ended_on is None or (fixed and title.ended_on > fixed)
    }
    year = 2024
    while year in held:
        year -= 1
    return {
        "satisfaction": verdict.satisfied / verdict.respondents if verdict.respondents else -1,
        "work": done / (6 if place.parent_id else 5),
        "streak": 2024 - year,
    }


def all_rows(client, **query) -> tuple[set[str], list]:
    """What is proposed, and the rows of every page."""
    first = client.get(PATH, query).context
    further = list(first["page"].paginator.page_range)[1:]
    pages = [client.get(PATH, query | {"page": n}).context["page"] for n in further]
    return first["proposed"], [row for page in [first["page"], *pages] for row in page]


@pytest.mark.parametrize("on_notice", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_the_order_is_that_of_plain_sorting(client, office, monkeypatch, seed, on_notice):
    monkeypatch.setattr(exemplars, "PAGE_SIZE", 6)
    random = Random(seed)
    communities = places(random)
    # The titles that they gave are all that is asked of them.
    system = User.objects.system()
    cycles = {year: actions.open_cycle(year=year, by=system) for year in (2022, 2023, 2024)}
    make = noticed_cycle if on_notice else assessed_cycle
    cycle = make(2025, surveys=surveys(random, communities), exemplar_percent=40)
    for place in communities:
        some_work(random, place)
        some_titles(random, place, cycles)
    fixed = cycle.notice.starts_on if on_notice else None
    verdicts = cycle.verdicts.select_related("community")
    known = {verdict.code: plain(verdict, fixed) for verdict in verdicts}
    compounds = [code for code in known if "-X" in code]
    villages = [code for code in known if "-X" not in code]
    groups = {"": list(known), "compounds": compounds, "villages": villages}
    for group, codes in groups.items():
        for first in MEASURES:
            measures = sorted(MEASURES, key=lambda name: name != first)
            expected = sorted(codes, key=lambda c: (*(-known[c][m] for m in measures), c))
            proposed, found = all_rows(client, group=group, first=first)
            assert [row.verdict.code for row in found] == expected
            assert [row.streak for row in found] == [known[c]["streak"] for c in expected]
            done = [row.work.done / row.work.heads for row in found]
            assert done == [known[c]["work"] for c in expected]
            asked = [code for code in expected if known[code]["satisfaction"] >= 0]
            assert proposed == set(asked[: len(codes) * 40 // 100])


def test_a_page_reads_of_all_only_what_puts_them_in_order(client, office, monkeypatch):
    """Whole rows only of those that it shows: of a hundred thousand they take half a minute."""
    monkeypatch.setattr(exemplars, "PAGE_SIZE", 3)
    places(Random(1))
    assessed_cycle(2025)
    made = []

    def note(instance, **_):
        made.append(instance)

    post_init.connect(note, sender=Verdict)
    assert len(client.get(PATH, {"page": 2}).context["page"]) == 3
    post_init.disconnect(note, sender=Verdict)
    assert len(made) == 3
