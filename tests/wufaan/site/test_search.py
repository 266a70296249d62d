"""One search box for whoever may see the registry: what is found, for whom, at what cost."""

import pytest

from accounts.permissions import Role
from communities import actions
from plaques.models import Plaque
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    StationFactory,
    TownshipFactory,
    UserFactory,
    approved_cycle,
    published_cycle,
    report,
)
from tests.pages import text
from tests.queries import queries
from wufaan.clock import today
from wufaan.normalise import joined, tidy_number
from wufaan.search import SHOWN

pytestmark = pytest.mark.django_db
SEARCH = "/office/search/"


def found(client, typed: str) -> dict[str, list[str]]:
    """Title → labels of what the page shows."""
    response = client.get(SEARCH, {"q": typed})
    assert response.status_code == 200, response.headers
    return {kind.title: [hit.label for hit in kind.hits] for kind in response.context["found"]}


def elsewhere(**fields):
    return CommunityFactory(
        station=StationFactory(code="530521520000", name="姚关派出所"),
        township=TownshipFactory(code="530521103", name="姚关镇"),
        **fields,
    )


@pytest.mark.parametrize(
    "typed",
    ["甸阳社", "dianyangshe", "DYSQ", "ｄｙｓｑ", "甸阳镇", "dyz", "甸阳 社区", "dian yang"],
)
def test_a_place_is_found_by_name_pinyin_initials_and_township(client, office, typed):
    CommunityFactory(name="甸阳社区")
    elsewhere(name="姚关村")
    assert found(client, typed) == {"小区和村社": ["甸阳社区"]}


@pytest.mark.parametrize("typed", ["阳光花园", "阳光 花园", "阳 光花园", "yangguang huayuan"])
def test_a_name_that_has_a_blank_is_found_wherever_blanks_are_typed(client, office, typed):
    CommunityFactory(name="阳光 花园")
    assert found(client, typed) == {"小区和村社": ["阳光 花园"]}


@pytest.mark.parametrize(
    "typed", ["五福小区", "五福 村", "甸阳镇五福村", "甸阳镇 五福村委会", "五福居民委员会"]
)
def test_a_place_is_found_by_what_people_call_it(client, office, typed):
    CommunityFactory(name="五福村")
    elsewhere(name="姚关村")
    assert found(client, typed) == {"小区和村社": ["五福村"]}
    assert found(client, "甸阳镇六福村") == found(client, "一村") == {}


@pytest.mark.parametrize("typed", ["和名园", "河明源小区", "甸阳镇和名园"])
def test_a_place_is_found_by_its_sound_and_the_page_says_so(client, office, typed):
    CommunityFactory(name="和鸣园")
    elsewhere(name="姚关村")
    assert found(client, typed) == {"小区和村社": ["和鸣园"]}
    for page in (f"{SEARCH}?q={typed}", f"/office/registry/?text={typed}"):
        assert f"没有叫“{typed}”的小区、村社，列出的是读音相同的（hemingyuan" in text(
            client.get(page)
        )


@pytest.mark.parametrize("typed", ["和鸣园", "和鸣园小区", "hmy", "姚名园", "名", "园"])
def test_what_is_found_as_it_was_typed_is_not_sought_by_its_sound(client, office, typed):
    CommunityFactory(name="和鸣园")
    CommunityFactory(name="和名村")
    page = text(client.get("/office/registry/", {"text": typed}))
    assert "读音相同" not in page
    assert ("和鸣园" in page.partition("<tbody")[2]) == (typed not in ("姚名园", "名"))


@pytest.mark.parametrize("dash", ["-", "－", "—", "——", "一", "ー"])
def test_a_code_typed_in_full_leads_straight_to_its_place(client, office, dash):
    village = CommunityFactory(code="530521101001")
    CompoundFactory(parent=village, code="530521101001-X01")
    response = client.get(SEARCH, {"q": f"５３０５２１１０１００１{dash}x01 "})
    assert response["Location"] == "/office/registry/communities/530521101001-X01/"


def test_a_village_s_code_leads_to_the_village_although_its_compounds_begin_so(client, office):
    village = CommunityFactory(code="530521101001")
    CompoundFactory(parent=village, code="530521101001-X01")
    response = client.get(SEARCH, {"q": "530521101001"})
    assert response["Location"] == "/office/registry/communities/530521101001/"


def test_an_incident_s_number_in_full_leads_to_it_and_a_part_finds_it(client, office):
    incident = report(CommunityFactory())
    response = client.get(SEARCH, {"q": "wf2025—00001"})
    assert response["Location"] == f"/office/incidents/{incident.pk}/"
    assert found(client, "00001") == {"案（事）件": ["WF2025-00001"]}
    assert found(client, "WF2025-1") == {"案（事）件": ["WF2025-00001"]}


def test_a_certificate_is_found_by_number_and_by_name(client, office):
    CommunityFactory(name="甸阳村")
    approved_cycle(2025)
    number = Plaque.objects.get().number
    assert client.get(SEARCH, {"q": number})["Location"] == f"/office/plaques/{number}/"
    typed = f"编号：{number.replace('-', '')}"
    assert client.get(SEARCH, {"q": typed})["Location"] == f"/office/plaques/{number}/"
    assert found(client, "甸阳村") == {"小区和村社": ["甸阳村"], "证书": [number]}


def test_the_very_name_comes_first_and_what_is_no_more_last(client, office):
    for name in ("小甸阳", "甸阳", "甸阳上村"):
        CommunityFactory(name=name, township=TownshipFactory(code="530521103", name="姚关镇"))
    gone = CommunityFactory(name="甸阳旧村")
    actions.dissolve(community=gone, on=today(), by=office)
    assert found(client, "甸阳")["小区和村社"] == ["甸阳", "甸阳上村", "小甸阳", "甸阳旧村"]


def test_one_is_a_word_and_no_dash(client, office):
    CommunityFactory(name="第一村")
    report(CommunityFactory(name="别的村"))
    assert found(client, "一") == {"小区和村社": ["第一村"]}
    assert tidy_number("第一村") == "第一村"
    assert tidy_number(" 530521——2024一0001") == "530521-2024-0001"


def test_where_there_is_more_the_list_has_it(client, office):
    for _ in range(SHOWN + 1):
        CommunityFactory()
    page = text(client.get(SEARCH, {"q": "第"}))
    assert "/office/registry/?text=%E7%AC%AC" in page
    assert len(found(client, "第")["小区和村社"]) == SHOWN


def test_an_officer_finds_the_own_station_s_and_no_certificates(client):
    CommunityFactory(name="甸阳村")
    there = elsewhere(name="甸阳外村")
    approved_cycle(2025)
    report(there)
    client.force_login(UserFactory(role=Role.OFFICER))
    assert found(client, "甸阳") == {"小区和村社": ["甸阳村"]}
    assert found(client, "WF2025") == {}
    assert found(client, there.code) == {}


def test_a_certificate_s_number_leads_an_officer_where_it_leads_anyone(client):
    CommunityFactory(name="甸阳村")
    published_cycle(2025)
    number = Plaque.objects.get().number
    client.force_login(UserFactory(role=Role.OFFICER))
    assert client.get(SEARCH, {"q": number})["Location"] == f"/verify/{number}/"
    assert found(client, "530521-2025") == {}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_have_no_search(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get(SEARCH).status_code == 404
    assert "rail-search" not in text(client.get("/office/", follow=True))


@pytest.mark.parametrize("typed", ["", " ", "\x01", "%", "x" * 500, "'; --"])
def test_nonsense_finds_nothing_and_says_how(client, office, typed):
    CommunityFactory()
    response = client.get(SEARCH, {"q": typed})
    assert response.context["found"] == []
    assert "首字母" in text(response)


def test_a_search_costs_the_same_however_much_it_finds(client, office):
    def more(count: int) -> None:
        for _ in range(count):
            report(CommunityFactory())

    more(1)
    few = queries(client, f"{SEARCH}?q=5")
    more(SHOWN + 2)
    assert queries(client, f"{SEARCH}?q=5") == few


@pytest.mark.parametrize("typed", ["（一期）", "(一期)", "花园（一", "花园(一期)"])
def test_a_name_with_brackets_is_found_whichever_are_typed(client, office, typed):
    village = CommunityFactory(name="甸阳社区")
    place = actions.add_compound(
        parent=village, name="善洲花园(一期)", station=village.station, by=office
    )
    assert place.name == "善洲花园（一期）"
    assert found(client, typed) == {"小区和村社": ["善洲花园（一期）"]}
    for page in ("/office/registry/", "/office/cycles/2025/"):
        if "cycles" in page:
            approved_cycle(2025)
        shown = text(client.get(page, {"text": typed}))
        assert "善洲花园（一期）</a>" in shown, page


@pytest.mark.parametrize(
    "typed", ["530521101001-x01", "530521101001—X01", "５３０５２１１０１００１"]
)
def test_results_are_found_by_the_code_as_people_type_it(client, office, typed):
    village = CommunityFactory(code="530521101001", name="甸阳社区")
    CompoundFactory(parent=village, code="530521101001-X01", name="善洲花园")
    approved_cycle(2025)
    assert "善洲花园</a>" in text(client.get("/office/cycles/2025/", {"text": typed}))


def test_sentences_on_one_line_have_no_full_stop_before_a_semicolon():
    assert joined(["需要补测。", "满意度 8 成。"]) == "需要补测；满意度 8 成。"
