"""The office keeps the registry: adds, changes, takes out, merges and dissolves; and the lists of
stations and companies."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from communities import actions
from communities.codes import credit_code_fault
from communities.import_plan import CommunityImport
from communities.models import Community, PropertyCompany, Station
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    PropertyCompanyFactory,
    StationFactory,
    TownshipFactory,
    UserFactory,
)
from tests.pages import text
from tests.queries import queries
from tests.sheets_files import csv_bytes
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.sheets.errors import SheetErrors
from wufaan.sheets.reading import read_table

pytestmark = pytest.mark.django_db
LIST = "/office/registry/"
COMPANY_CODE = "91530521MA6K000002"


def page_of(place, step: str = "") -> str:
    return f"{LIST}communities/{place.code}/{step}"


def events(verb: str) -> list[dict]:
    return [event.data for event in Event.objects.filter(verb=verb)]


VILLAGE = {"code": "530521101009", "kind": "village", "name": "甸头村"}
COMPOUND = {"name": "文昌苑", "population": "800", "households": "", "shops": "", "opened_on": ""}

# ---- Who may ----

WRITES = ["change/", "compounds/add/", "participation/", "move/", "merger/", "dissolution/"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADING, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_but_the_office_keeps_the_registry(client, role):
    place = CommunityFactory(name="甸阳村")
    client.force_login(UserFactory(role=role))
    for path in [f"{LIST}communities/add/", f"{LIST}companies/add/"]:
        assert client.get(path).status_code == 404, path
    for step in WRITES:
        data = {"reason": "x", "on": "2025-06-01", "name": "别的"}
        assert client.post(page_of(place, step), data).status_code == 404, step
    place.refresh_from_db()
    assert (place.name, place.takes_part, place.closed_on) == ("甸阳村", True, None)


def test_the_panel_offers_an_officer_nothing_to_press(client):
    client.force_login(UserFactory(role=Role.OFFICER))
    page = text(client.get(page_of(CommunityFactory())))
    assert "/change/" not in page
    assert "不参评" not in page.partition('class="detail"')[2]


# ---- Registering ----


@pytest.mark.parametrize("name", ["村" * 61, "甸\ue08b村", "村13812345678"])
def test_a_name_is_refused_on_its_page_in_the_words_of_a_file(client, office, name):
    header = ["code", "name", "kind", "township_name", "station_code", "station_name"]
    row = ["530521101009", name, "village", "甸阳镇", "530521010000", "甸阳派出所"]
    table = read_table(csv_bytes([header, row]), "a.csv", CommunityImport.resource)
    with pytest.raises(SheetErrors) as refused:
        CommunityImport.carry_out(table=table, by=office)
    data = VILLAGE | {"station": StationFactory().pk, "name": name}
    page = client.post(f"{LIST}communities/add/", data)
    assert page.context["form"].errors["name"] == [e.reason for e in refused.value.errors]


def test_a_village_is_registered_under_its_township_once_even_if_sent_twice(client, office):
    TownshipFactory()
    data = VILLAGE | {"station": StationFactory().pk, "code": "５３０５２１１０１００９"}
    for _ in range(2):
        assert client.post(f"{LIST}communities/add/", data).status_code == 302
    village = Community.objects.get()
    assert (village.code, village.township.name) == ("530521101009", "甸阳镇")
    assert village.pinyin == "diantoucun dtc"
    (added,) = events("community_added")
    assert added["after"]["station"] == village.station.code


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "53052110100"}, "不是 12 位统计代码"),
        ({"code": "530521999009"}, "没有代码为 530521999 的乡镇"),
        ({"name": "甸头13812345678"}, "像手机号码"),
        ({"name": "甸\ue08b村"}, "无法印刷"),
        ({"population": "-1"}, "确保该值大于或等于"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(client, office, change, said):
    TownshipFactory()
    data = VILLAGE | {"station": StationFactory().pk, "households": "321"} | change
    page = text(client.post(f"{LIST}communities/add/", data))
    assert said in page
    assert 'value="321"' in page
    assert not Community.objects.exists()


def test_a_code_that_is_taken_by_another_is_told(client, office):
    taken = CommunityFactory(name="甸阳村")
    data = VILLAGE | {"station": taken.station.pk, "code": taken.code}
    assert "“甸阳村”已经登记" in text(client.post(f"{LIST}communities/add/", data))


def test_a_compound_gets_the_next_code_of_its_place_and_only_once(client, office):
    village = CommunityFactory(code="530521101001")
    gone = CompoundFactory(parent=village, code="530521101001-X07")
    actions.dissolve(community=gone, on=date(2025, 6, 1), by=office)
    data = COMPOUND | {"station": village.station.pk, "property_company": ""}
    for _ in range(2):
        response = client.post(page_of(village, "compounds/add/"), data)
        assert response["Location"] == f"{LIST}communities/530521101001-X08/"
    compound = village.compounds.existing().get()
    assert (compound.population, compound.township) == (800, village.township)


def test_a_compound_lies_in_a_place_that_still_is_one(office):
    village = CommunityFactory()
    compound = CompoundFactory(parent=village)
    fields = {"name": "文昌苑", "station": village.station, "by": office}
    with pytest.raises(DomainError, match="小区内不能再登记小区"):
        actions.add_compound(parent=compound, **fields)
    gone = actions.dissolve(community=CommunityFactory(), on=date(2025, 6, 1), by=office)
    with pytest.raises(DomainError, match="撤并，不能再登记小区"):
        actions.add_compound(parent=gone, **fields)


# ---- Changing ----


def changed(place, **changes) -> dict:
    """What the form sends."""
    fields = {
        "name": place.name,
        "kind": place.kind,
        "township": place.township_id,
        "station": place.station_id,
        "property_company": place.property_company_id or "",
        "opened_on": "",
        "reading": "",
    }
    return fields | changes


def test_a_change_keeps_what_was_there_in_the_audit_trail(client, office):
    village = CommunityFactory(name="甸阳村")
    data = changed(village, name="甸阳社区", kind="neighbourhood", population="900")
    assert "已保存“甸阳社区”" in text(client.post(page_of(village, "change/"), data, follow=True))
    village.refresh_from_db()
    assert (village.name, village.kind, village.pinyin) == (
        "甸阳社区",
        "neighbourhood",
        "dianyangshequ dysq",
    )
    (event,) = events("community_changed")
    assert event["before"] == {
        "name": "甸阳村",
        "kind": "village",
        "population": None,
        "pinyin": "dianyangcun dyc",
    }
    assert event["after"]["name"] == "甸阳社区"


def test_saving_what_is_there_already_leaves_no_trace(client, office):
    village = CommunityFactory()
    for _ in range(2):
        client.post(page_of(village, "change/"), changed(village))
    assert events("community_changed") == []


def test_a_misread_name_is_put_right_and_found(client, office):
    village = CommunityFactory(name="单家村")
    assert client.get(f"{LIST}?text=sjc").context["page"].paginator.count == 0
    data = changed(village, reading="Shan jia cun")
    client.post(page_of(village, "change/"), data)
    village.refresh_from_db()
    assert village.pinyin == "shanjiacun sjc"
    assert client.get(f"{LIST}?text=sjc").context["page"].paginator.count == 1


@pytest.mark.parametrize(
    ("reading", "said"),
    [("shan jia", "要写 3 个音节，现在是 2 个"), ("shan jia 村", "“村”不是拼音")],
)
def test_a_reading_is_one_syllable_a_character(client, office, reading, said):
    village = CommunityFactory(name="单家村")
    page = text(client.post(page_of(village, "change/"), changed(village, reading=reading)))
    assert said in page


def test_compounds_follow_their_village_into_another_township(client, office):
    village = CommunityFactory()
    compound = CompoundFactory(parent=village)
    other = TownshipFactory(code="530521103", name="姚关镇")
    client.post(page_of(village, "change/"), changed(village, township=other.pk))
    compound.refresh_from_db()
    assert compound.township == other
    assert len(events("community_changed")) == 2


def test_a_compound_s_name_is_its_own_within_its_place(client, office):
    village = CommunityFactory(name="甸阳村")
    CompoundFactory(parent=village, name="文昌苑")
    other = CompoundFactory(parent=village, name="善洲花园")
    page = text(client.post(page_of(other, "change/"), changed(other, name="文昌苑")))
    assert "“甸阳村”内已有叫“文昌苑”的小区" in page


def test_a_compound_becomes_no_village(office):
    compound = CompoundFactory()
    fields = {"households": None, "population": None, "shops": None, "opened_on": None}
    told = f"“{compound.name}”登记为小区：小区不能改为行政村或社区，行政村和社区也不能改为小区。"
    with pytest.raises(DomainError, match=told):
        actions.change(
            community=compound,
            name=compound.name,
            kind="village",
            station=compound.station,
            by=office,
            **fields,
        )


# ---- Taking part ----


def test_a_place_is_taken_out_with_a_reason_and_comes_back(client, office):
    place = CommunityFactory()
    path = page_of(place, "participation/")
    assert client.post(path, {"reason": "整体拆迁"}).status_code == 302
    assert "整体拆迁" in text(client.get(page_of(place)))
    client.post(path, {"include": "1"})
    place.refresh_from_db()
    assert (place.takes_part, place.not_taking_part_reason) == (True, "")
    assert len(events("community_excluded")) == len(events("community_included")) == 1


def test_a_reason_with_personal_data_comes_back_in_the_form(client, office):
    place = CommunityFactory()
    page = text(client.post(page_of(place, "participation/"), {"reason": "问13812345678"}))
    assert "像手机号码" in page
    assert "问13812345678" in page


# ---- Merging and dissolving ----


def test_a_merger_is_chosen_looked_at_and_confirmed(client, office):
    village = CommunityFactory()
    old, new = (CompoundFactory(parent=village, name=name) for name in ("旧苑", "新苑"))
    path = page_of(old, "merger/")
    assert "新苑" in text(client.get(path))
    choice = {"into": new.code, "on": "2025-06-01"}
    shown = text(client.get(path, choice))
    assert "它没有有效的称号" in shown
    assert "由派出所报在“新苑”名下" in shown
    assert "户数、人口不会自动加到“新苑”名下" in shown
    old.refresh_from_db()
    assert old.closed_on is None
    for _ in range(2):
        assert client.post(path, choice)["Location"] == page_of(old)
    old.refresh_from_db()
    assert (old.closed_on, old.successor) == (date(2025, 6, 1), new)
    assert len(events("community_merged")) == 1
    assert "不用再办" in text(client.get(path, choice))
    assert "旧苑" in text(client.get(page_of(new)))


def test_what_to_merge_into_is_looked_for_and_the_choice_is_kept(client, office):
    old = CommunityFactory(name="旧村")
    far = CommunityFactory(name="姚关村", township=TownshipFactory(code="530521103", name="姚关镇"))
    path = page_of(old, "merger/")
    assert "姚关村" not in text(client.get(path))
    page = text(client.get(path, {"text": "ygc", "on": "2025-06-01", "find": "1"}))
    assert far.code in page
    assert 'value="2025-06-01"' in page


def test_before_a_village_is_dissolved_its_compounds_move_and_the_page_leads_there(client, office):
    village = CommunityFactory()
    compound = CompoundFactory(parent=village)
    page = text(client.get(page_of(village, "dissolution/")))
    assert page_of(compound, "merger/") in page
    assert page_of(compound, "move/") in page
    client.post(page_of(village, "dissolution/"), {"on": "2025-06-01"})
    village.refresh_from_db()
    assert village.closed_on is None


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2024, 12, 31), "不能早于设立日期 2025-01-01"),
        ("昨天", "有效的日期"),
        ("", "请填写“撤并日期”"),
    ],
)
def test_a_day_that_cannot_be_is_told(client, office, on, said):
    place = CommunityFactory(opened_on=date(2025, 1, 1))
    page = text(client.get(page_of(place, "dissolution/"), {"on": on}))
    assert said in page
    assert "确认撤销建制" not in page


def test_a_day_that_has_not_come_is_told(client, office):
    path, on = page_of(CommunityFactory(), "dissolution/"), today() + timedelta(days=1)
    assert "还没有到，请核对" in text(client.get(path, {"on": on}))


@pytest.mark.parametrize("into", ["itself", "closed", "a compound", "nothing", "rubbish"])
def test_some_places_cannot_be_merged_into(client, office, into):
    place = CommunityFactory()
    closed = actions.dissolve(community=CommunityFactory(), on=date(2025, 1, 1), by=office)
    codes = {
        "itself": place.code,
        "closed": closed.code,
        "a compound": CompoundFactory(parent=CommunityFactory()).code,
        "nothing": "",
        "rubbish": "x",
    }
    client.post(page_of(place, "merger/"), {"into": codes[into], "on": "2025-06-01"})
    place.refresh_from_db()
    assert place.closed_on is None


def test_unlike_does_not_merge_with_unlike(office):
    compound = CompoundFactory()
    with pytest.raises(DomainError, match="小区只能并入小区"):
        actions.merge(community=compound, into=CommunityFactory(), on=date(2025, 6, 1), by=office)


def test_a_dissolution_is_looked_at_and_confirmed_once(client, office):
    place = CommunityFactory()
    path = page_of(place, "dissolution/")
    assert "不再参加评估" in text(client.get(path, {"on": "2025-06-01"}))
    for _ in range(2):
        assert client.post(path, {"on": "2025-06-01"}).status_code == 302
    place.refresh_from_db()
    assert place.closed_on == date(2025, 6, 1)
    assert len(events("community_dissolved")) == 1


def test_what_is_closed_is_not_changed_any_more(client, office):
    place = actions.dissolve(community=CommunityFactory(), on=date(2025, 1, 1), by=office)
    assert "登记信息不再更改" in text(client.get(page_of(place, "change/")))
    page = text(client.post(page_of(place, "participation/"), {"reason": "拆迁"}))
    assert "不再参评" in page


# ---- Stations and companies ----


@pytest.mark.parametrize("role", [Role.OFFICE, Role.ADMINISTRATOR])
def test_office_and_administrator_keep_stations(client, role):
    client.force_login(UserFactory(role=role))
    data = {"code": "530521530000", "name": "仁和派出所"}
    for _ in range(2):
        assert client.post(f"{LIST}stations/add/", data)["Location"] == f"{LIST}stations/"
    station = Station.objects.get()
    client.post(f"{LIST}stations/{station.pk}/", {"name": "仁和镇派出所"})
    assert "仁和镇派出所" in text(client.get(f"{LIST}stations/"))
    assert events("station_renamed") == [
        {"before": {"name": "仁和派出所"}, "after": {"name": "仁和镇派出所"}}
    ]
    assert len(events("station_added")) == 1


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADING, Role.AUDITOR])
def test_others_find_no_stations(client, role):
    station = StationFactory()
    client.force_login(UserFactory(role=role))
    for path in ("stations/", "stations/add/", f"stations/{station.pk}/"):
        assert client.get(LIST + path).status_code == 404, path


def test_the_administrator_s_list_leads_to_no_community(client):
    CommunityFactory()
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    page = text(client.get(f"{LIST}stations/"))
    assert "甸阳派出所" in page
    assert "?station=" not in page


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("9153052", "应为 18 位，现在是 7 位"),
        ("91530521MA6K00000O", "不会有“O”"),
        ("91530521MA6K000003", "校验位不对"),
        (COMPANY_CODE, ""),
    ],
)
def test_a_credit_code_s_fault_is_told(code, said):
    fault = credit_code_fault(code)
    assert said in fault
    assert bool(fault) == bool(said)


def test_a_company_is_registered_renamed_and_leads_to_its_compounds(client, office):
    data = {"code": COMPANY_CODE.lower(), "name": "安居物业"}
    assert client.post(f"{LIST}companies/add/", data).status_code == 302
    company = PropertyCompany.objects.get()
    CompoundFactory(property_company=company)
    page = text(client.get(f"{LIST}companies/"))
    assert f"?company={COMPANY_CODE}" in page
    client.post(f"{LIST}companies/{company.pk}/", {"name": "安居服务"})
    company.refresh_from_db()
    assert company.name == "安居服务"
    refused = text(client.post(f"{LIST}companies/add/", data | {"name": "别的物业"}))
    assert "已登记为“安居服务”" in refused


def test_an_officer_sees_the_companies_of_the_own_station_only(client):
    company = PropertyCompanyFactory(name="安居物业")
    CompoundFactory(property_company=company)
    other = PropertyCompanyFactory(code="91530521MA6K000010", name="别处物业")
    CompoundFactory(station=StationFactory(code="530521520000"), property_company=other)
    client.force_login(UserFactory(role=Role.OFFICER))
    page = text(client.get(f"{LIST}companies/"))
    assert "安居物业" in page
    assert "别处物业" not in page
    assert client.get(f"{LIST}companies/{company.pk}/").status_code == 404


def test_lists_of_stations_and_companies_cost_the_same_at_any_length(client, office):
    def more(number: int) -> None:
        station = StationFactory(code=f"5305215{number:05d}")
        company = PropertyCompanyFactory(code=f"COMPANY{number:011d}")
        CompoundFactory(station=station, property_company=company)

    more(1)
    paths = [f"{LIST}stations/", f"{LIST}companies/"]
    few = [queries(client, path) for path in paths]
    for number in range(2, 9):
        more(number)
    assert [queries(client, path) for path in paths] == few
