"""更正名单: what a published list says wrong of a place is put right by a correction, and the place
is named as that says; list and hash stay."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from evaluation import actions
from evaluation.models import Honour, Notice, NoticeEntry
from evaluation.notice import canonical
from tests.factories import CommunityFactory, TownshipFactory, noticed_cycle, published_cycle
from tests.pages import text
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

AFTER = date(2025, 11, 10)
DESK = "/office/cycles/2025/notice/corrections/"
APPROVAL = "/office/cycles/2025/approval/"


@pytest.fixture
def place(office):
    CommunityFactory(name="甸阳村")
    return CommunityFactory(name="由旺村")


def correct(client, **said):
    typed = {"text": "录入有误。", "entry": NoticeEntry.objects.get(name="由旺村").position} | said
    return client.post(DESK, {f"correction-{name}": value for name, value in typed.items()})


def title() -> Honour:
    return Honour.objects.get(community__name="由旺村")


def test_the_place_is_named_as_the_correction_says(client, office, leader, place):
    other = TownshipFactory(code="530521102", name="由旺镇")
    cycle = noticed_cycle(2025)
    before = client.get("/notices/2025/list.txt").content
    client.force_login(leader)
    seen = client.get(APPROVAL).context["sheet"].sha256
    client.force_login(office)
    for _ in range(2):
        said = {"name": "由旺新村", "township": other.pk, "exemplar": "1"}
        assert correct(client, **said).status_code == 302
    told = (
        "名称由“由旺村”改为“由旺新村”，乡镇由“甸阳镇”改为“由旺镇”，先进典型由“否”改为“是”。"
        "录入有误。"
    )
    assert [c.text for c in cycle.notice.corrections.all()] == [told]
    public = text(client.get("/notices/2025/"))
    assert told in public
    assert client.get("/notices/2025/list.txt").content == before
    assert canonical.is_as_published(cycle.notice, cycle.notice.entries.all())
    with pytest.raises(DomainError, match="名单有变动"):
        actions.approve(cycle=cycle, seen=seen, on=AFTER, by=leader)
    client.force_login(leader)
    shown = client.get(APPROVAL)
    assert [e.name for e in shown.context["sheet"].exemplars] == ["由旺新村"]
    assert told in text(shown)
    actions.approve(cycle=cycle, seen=shown.context["sheet"].sha256, on=AFTER, by=leader)
    named = title()
    assert (named.name, named.township_code, named.township_name, named.exemplar) == (
        "由旺新村",
        other.code,
        "由旺镇",
        True,
    )
    assert named.plaque.community_name == "由旺新村"
    assert cycle.verdicts.get(community=place).exemplar


def test_a_title_that_was_granted_is_put_right_and_keeps_what_stood_there(client, office, place):
    published_cycle(2025)
    client.force_login(office)
    assert correct(client, exemplar="1").status_code == 302
    assert title().exemplar
    assert "先进典型原为“否”" in text(client.get(f"/communities/{place.code}/"))
    assert "先进典型由“否”改为“是”" in text(client.get("/notices/2025/"))
    with pytest.raises(DatabaseError), transaction.atomic():
        Honour.objects.filter(pk=title().pk).update(exemplar=False)


def test_what_is_withheld_and_put_back_is_a_model_as_corrected(client, office, leader, place):
    cycle = noticed_cycle(2025)
    client.force_login(office)
    correct(client, exemplar="1")
    actions.send_back(cycle=cycle, reason="再核", by=leader)
    verdict = cycle.verdicts.get(community=place)
    actions.withhold(verdict=verdict, reason="正在核查", by=office)
    verdict.refresh_from_db()
    assert not verdict.exemplar
    actions.release(verdict=verdict, by=office)
    verdict.refresh_from_db()
    assert verdict.exemplar


def test_what_cannot_be_is_told_and_nothing_typed_is_lost(client, office, place):
    noticed_cycle(2025)
    client.force_login(office)
    page = text(correct(client, entry="", name="由旺新村"))
    assert "请选定名单上的哪一个要改。" in page
    assert 'value="由旺新村"' in page
    assert "没有可以更正的" in text(correct(client, name="由旺村", exemplar="0"))
    assert not Notice.objects.get().corrections.exists()
