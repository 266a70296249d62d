"""A compound comes under another village and stays itself; what travels with it, what it is called
by, and who is asked for it."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from audit.models import Event
from communities import actions
from communities.models import Community, FormerCode, Move
from incidents.models import Incident
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    StationFactory,
    TownshipFactory,
    assessed_cycle,
    published_cycle,
)
from tests.pages import text
from tests.sheets_files import COMMUNITY_HEADER, csv_bytes
from wufaan.clock import today
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db
ON = date(2025, 6, 1)


@pytest.fixture
def old():
    return CommunityFactory(name="甸阳村", code="530521102001")


@pytest.fixture
def new():
    station = StationFactory(code="530521520000", name="姚关派出所")
    township = TownshipFactory(code="530521103", name="姚关镇")
    return CommunityFactory(name="姚关村", code="530521103001", station=station, township=township)


@pytest.fixture
def compound(old):
    return CompoundFactory(name="善洲花园", parent=old, code="530521102001-X01")


def page_of(place, step="") -> str:
    return f"/office/registry/communities/{place.code}/{step}"


def moved(compound, new, office, **how):
    return actions.move(community=compound, into=new, on=ON, by=office, **how)


def test_a_move_is_chosen_looked_at_and_confirmed(client, office, compound, old, new):
    path = page_of(compound, "move/")
    assert "划到别的村社…" in text(client.get(page_of(compound)))
    assert "姚关村" in text(client.get(path, {"text": "ygc", "find": "1"}))
    choice = {"into": new.code, "on": "2025-06-01"}
    shown = text(client.get(path, choice))
    assert "什么也不注销" in shown
    assert "以前月份的零报告仍问甸阳派出所" in shown
    assert Community.objects.get(pk=compound.pk).parent == old
    for _ in range(2):
        assert client.post(path, choice)["Location"] == page_of(compound)
    compound.refresh_from_db()
    assert (compound.parent, compound.township, compound.station, compound.code) == (
        new,
        new.township,
        new.station,
        "530521102001-X01",
    )
    (move,) = Move.objects.all()
    assert (move.moved_on, move.parent, move.station) == (ON, old, old.station)
    (event,) = Event.objects.filter(verb="community_moved")
    assert event.data["on"] == "2025-06-01"
    assert "2025-06-01 前在甸阳村，归甸阳派出所" in text(client.get(page_of(compound)))


def test_its_code_may_follow_and_the_old_one_finds_it_everywhere(client, office, compound, new):
    former = page_of(compound)
    choice = {"into": new.code, "on": "2025-06-01", "recode": "on"}
    assert client.post(page_of(compound, "move/"), choice).status_code == 302
    compound.refresh_from_db()
    assert compound.code == "530521103001-X01"
    page = text(client.get(former))
    assert "原代码 530521102001-X01" in page
    assert "善洲花园" in text(client.get("/office/registry/?text=530521102001-X01"))
    assert "善洲花园" in text(client.get("/office/dossiers/530521102001-X01/"))
    assert client.get("/office/search/?q=530521102001-X01")["Location"] == page_of(compound)


def test_titles_results_and_reviews_are_found_by_the_old_code(client, office, compound, new):
    published_cycle(2024)
    assessed_cycle(2025)
    moved(compound, new, office, recode=True)
    for page in ("honours/", "re-reviews/", "cycles/2025/"):
        rows = {n: client.get(f"/office/{page}?text=530521102001-X0{n}") for n in (1, 2)}
        assert [len(rows[n].context["page"].object_list) for n in (1, 2)] == [1, 0], page


def test_a_code_is_never_given_twice(office, compound, old, new):
    """Neither that of one that has gone with its code nor that of one that got another."""
    other = CompoundFactory(parent=old, code="530521102001-X02", name="文昌苑")
    moved(compound, new, office)
    moved(other, new, office, recode=True)
    station = old.station
    third = actions.add_compound(parent=old, name="和鸣园", station=station, by=office)
    assert third.code == "530521102001-X03"


def test_files_with_the_old_code_go_in_and_an_export_comes_back(
    office, compound, new, tmp_path, capsys
):
    compound = moved(compound, new, office, recode=True)
    path = tmp_path / "incidents.csv"
    cells = ["530521102001-X01", "2025-03-01", "gambling", "否", "submitted"]
    header = ["community_code", "occurred_on", "kind", "proactively_investigated", "status"]
    path.write_bytes(csv_bytes([header, cells]))
    call_command("import_incidents", str(path))
    assert Incident.objects.get().community == compound
    row = {
        "code": "530521102001-X01",
        "name": "善洲花园二期",
        "kind": "compound",
        "station_code": new.station.code,
    }
    path.write_bytes(csv_bytes([COMMUNITY_HEADER, [row.get(n, "") for n in COMMUNITY_HEADER]]))
    call_command("import_communities", str(path))
    compound.refresh_from_db()
    assert (compound.name, compound.code) == ("善洲花园二期", "530521103001-X01")
    assert (compound.parent, compound.township) == (new, new.township)


def test_a_file_does_not_move_a_compound_by_the_way(office, client, compound, old, new, tmp_path):
    compound = moved(compound, new, office)
    path = tmp_path / "registry.csv"
    path.write_bytes(client.get("/office/registry/communities.csv").getvalue())
    call_command("import_communities", str(path))
    compound.refresh_from_db()
    assert compound.parent == new
    path.write_bytes(path.read_bytes().replace(b"530521103001,", b"530521102001,"))
    with pytest.raises(Exception, match="办理“划到别的村社”"):
        call_command("import_communities", str(path))


def test_a_village_merges_with_its_compounds(client, office, compound, old, new):
    page = text(client.get(page_of(old, "merger/"), {"into": new.code, "on": "2025-06-01"}))
    assert "随之划入的小区" in page
    assert "善洲花园" in page
    choice = {"into": new.code, "on": "2025-06-01"}
    assert client.post(page_of(old, "merger/"), choice).status_code == 302
    old.refresh_from_db()
    compound.refresh_from_db()
    assert (old.closed_on, old.successor) == (ON, new)
    assert (compound.closed_on, compound.parent, compound.station) == (None, new, new.station)
    assert compound.code == "530521102001-X01"


def test_of_two_compounds_of_one_name_one_is_renamed_before_they_come_together(
    office, compound, old, new
):
    CompoundFactory(parent=new, name="善洲花园")
    with pytest.raises(DomainError, match="请先更改其中一个的名称"):
        actions.merge(community=old, into=new, on=ON, by=office)
    assert not Move.objects.exists()


@pytest.mark.parametrize(
    ("into", "on", "said"),
    [
        ("old", ON, "不用划转"),
        ("compound", ON, "只有小区能划到"),
        ("closed", ON, "请选择仍存在的"),
        ("new", today() + timedelta(days=1), "还没有到"),
        ("young", ON, "才设立"),
    ],
)
def test_a_move_that_cannot_be_is_told(office, compound, old, new, into, on, said):
    places = {
        "old": old,
        "new": new,
        "compound": CompoundFactory(parent=new),
        "closed": actions.dissolve(community=CommunityFactory(), on=ON, by=office),
        "young": CommunityFactory(opened_on=date(2025, 7, 1)),
    }
    with pytest.raises(DomainError, match=said):
        actions.check_may_move(community=compound, into=places[into], on=on)


def test_moves_are_told_in_the_order_of_their_days(office, compound, old, new):
    moved(compound, new, office)
    with pytest.raises(DomainError, match="2025-06-01 划转过"):
        actions.move(community=compound, into=old, on=date(2025, 5, 1), by=office)


def test_what_was_is_never_changed(office, compound, new):
    moved(compound, new, office, recode=True)
    for rows in (Move.objects, FormerCode.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(community=new)


# ---- Another station, and what a place was split from ----


def changing(place, **more):
    fields = ["name", "kind", "township_id", "station_id"]
    as_it_is = {field.removesuffix("_id"): getattr(place, field) for field in fields}
    return as_it_is | more


def test_another_station_is_responsible_from_the_day_that_is_given(client, office, old, new):
    told = {"station": new.station.pk, "station_since": "2025-04-01"}
    client.post(page_of(old, "change/"), changing(old, **told))
    (move,) = Move.objects.all()
    assert (move.moved_on, move.parent, move.station.name) == (date(2025, 4, 1), None, "甸阳派出所")


def test_without_a_day_it_is_from_today_also_by_a_file(client, office, old, new, tmp_path):
    client.post(page_of(old, "change/"), changing(old, station=new.station.pk))
    row = {"code": new.code, "name": new.name, "kind": "village", "station_code": old.station.code}
    path = tmp_path / "registry.csv"
    path.write_bytes(csv_bytes([COMMUNITY_HEADER, [row.get(n, "") for n in COMMUNITY_HEADER]]))
    call_command("import_communities", str(path))
    told = set(Move.objects.values_list("community__name", "moved_on", "station__name"))
    assert told == {("甸阳村", today(), "甸阳派出所"), ("姚关村", today(), "姚关派出所")}


def test_a_place_names_what_it_was_split_from(client, office, old):
    young = CommunityFactory(name="新村")
    path = page_of(young, "change/")
    page = text(client.post(path, changing(young, split_from=old.code)))
    assert "要填设立日期" in page
    assert client.post(path, changing(young, split_from="530521102999")).status_code == 200
    told = changing(young, split_from=old.code, opened_on="2025-06-01")
    assert client.post(path, told).status_code == 302
    assert "由此分出" in text(client.get(page_of(young)))
    assert "新村" in text(client.get(page_of(old)))


def test_only_like_is_split_from_like(client, office, compound, old):
    for place, origin in ((old, compound), (compound, old)):
        told = changing(place, split_from=origin.code, opened_on="2025-06-01")
        assert "由小区分出" in text(client.post(page_of(place, "change/"), told))
