"""Ten years on, what was decided is found as it was: under the names, in the township and of the
kind of its day, whatever became of the places since."""

import re
from datetime import date, datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from communities import actions as registry
from communities.models import Community, CommunityKind, Township
from evaluation.models import (
    Cycle,
    Honour,
    HonourState,
    Verdict,
)
from evaluation.overview.views import results
from papers.kinds import KINDS
from plaques import actions as plaques
from plaques.models import Plaque
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    PropertyCompanyFactory,
    StationFactory,
    TownshipFactory,
    found,
    published_cycle,
    report,
)
from tests.pages import text
from tests.sheets_files import csv_bytes

pytestmark = pytest.mark.django_db

YEARS = range(2020, 2030)
# Where every year would be the same again: the first, the last, and those with incidents.
SOME_YEARS = (2020, 2023, 2025, 2029)
FORMATS = ("txt", "xlsx", "docx", "pdf")


@pytest.fixture(autouse=True)
def files_of_this_test_only(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(scope="module", autouse=True)
def ten_years_on():
    now = datetime(2030, 5, 6, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now)
        yield


@pytest.fixture(scope="module")
def ten_years(kept, ten_years_on) -> None:
    """Two townships; every village has one line on every list but 河村, whose compound had a
    burglary in 2025, and 东村, about which a report waits since 2023."""
    lower = TownshipFactory(code="530521102", name="由旺镇")
    station = StationFactory(code="530521020000", name="由旺派出所")
    places = {
        name: CommunityFactory(code=f"53052110100{number}", name=name)
        for number, name in enumerate(("东村", "河村", "南村", "北村"), 1)
    }
    places["西村"] = CommunityFactory(
        code="530521102001", name="西村", township=lower, station=station
    )
    company = PropertyCompanyFactory()
    places["河苑"] = CompoundFactory(
        code="530521101002-X01", parent=places["河村"], name="河苑", property_company=company
    )
    found(places["河苑"], on=date(2025, 3, 1))
    report(places["东村"], on=date(2023, 3, 1))
    for year in YEARS:
        published_cycle(year)


@pytest.fixture
def places(ten_years) -> dict[str, Community]:
    """By name."""
    return {place.name: place for place in Community.objects.all()}


def everything_changes(places: dict[str, Community], tmp_path) -> None:
    """河村 renamed, with its compound, to another company; 北村 merged; 南村 dissolved; 东村 to the
    other township, another station and another kind; the other township renamed."""
    system = User.objects.system()
    for name, new in (("河村", "安河村"), ("河苑", "安河花苑")):
        _change(places[name], name=new, property_company=None)
    day = date(2030, 4, 1)
    registry.merge(community=places["北村"], into=places["河村"], on=day, by=system)
    registry.dissolve(community=places["南村"], on=day, by=system)
    township = Township.objects.get(code="530521102")
    moved = {"township": township, "station": StationFactory(code="530521020000")}
    _change(places["东村"], name="东社区", kind=CommunityKind.NEIGHBOURHOOD, **moved)
    header = ["code", "name", "kind", "township_code", "township_name", "station_code"]
    row = ["530521102001", "西村", "village", "530521102", "由旺街道", "530521020000"]
    path = tmp_path / "registry.csv"
    path.write_bytes(csv_bytes([header, row]))
    call_command("import_communities", str(path))
    assert Township.objects.get(code="530521102").name == "由旺街道"


def _change(community: Community, **changes) -> None:
    community.refresh_from_db()
    fields = ["name", "kind", "station", "property_company"]
    fields += ["households", "population", "shops", "opened_on"]
    values = {field: getattr(community, field) for field in fields} | changes
    registry.change(community=community, **values, by=User.objects.system())


def words(client: Client, path: str) -> str:
    """What the page says, without its frame and without what can be chosen today."""
    response = client.get(path)
    assert response.status_code == 200, path
    main = re.search(r"<main.*?</main>", text(response), re.DOTALL)
    told = re.sub(r"<select.*?</select>", " ", main[0], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", told)).split())


def bodies(client: Client, paths) -> dict[str, bytes]:
    answers = {path: client.get(path) for path in paths}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {path: b"".join(answer) for path, answer in answers.items()}


def panel(client: Client, verdict: Verdict) -> str:
    """The panel up to what it tells of today."""
    told = words(client, f"/office/cycles/{verdict.cycle.year}/verdicts/{verdict.code}/")
    return told.split("现在的登记")[0]


def test_every_notice_and_its_files_stay_byte_for_byte(places, tmp_path):
    paths = [f"/notices/{year}/list.{format}" for year in SOME_YEARS for format in FORMATS]
    pages = [f"/notices/{year}/" for year in SOME_YEARS]
    before = bodies(Client(), paths), [words(Client(), path) for path in pages]
    everything_changes(places, tmp_path)
    assert (bodies(Client(), paths), [words(Client(), path) for path in pages]) == before
    assert "东村" in before[1][0]


def test_every_result_opens_with_the_names_of_its_year(
    client, office, places, tmp_path, monkeypatch
):
    # It stands below what is compared, and is the most of the work.
    monkeypatch.setattr(results, "Dossier", lambda *_: None)
    verdicts = list(Verdict.objects.filter(cycle__year__in=SOME_YEARS).select_related("cycle"))
    before = [panel(client, verdict) for verdict in verdicts]
    everything_changes(places, tmp_path)
    assert [panel(client, verdict) for verdict in verdicts] == before
    (rolled_up,) = (text for text in before if "发生在辖内的河苑" in text)
    assert "派出所 甸阳派出所" in rolled_up
    (waiting,) = (text for text in before if "待认定的案（事）件" in text)
    assert "1日，东村。" in waiting
    assert sum("类型 小区，在河村辖区内" in text for text in before) == len(SOME_YEARS)


def test_a_result_tells_beside_it_what_the_place_is_today(client, office, places, tmp_path):
    everything_changes(places, tmp_path)
    page = words(client, "/office/cycles/2021/verdicts/530521101001/")
    then, now = page.split("现在的登记", 1)
    assert "乡镇 甸阳镇 类型 行政村 派出所 甸阳派出所" in then
    assert "名称 东社区 乡镇 由旺街道 类型 社区" in now
    assert "派出所 由旺派出所" in now


@pytest.mark.parametrize(
    "page", ["cycles/{}/", "cycles/{}/?sort=name", "cycles/{}/approval/", "cycles/{}/notice/"]
)
def test_every_list_of_a_year_is_as_it_was(client, office, places, tmp_path, page):
    paths = [f"/office/{page.format(year)}" for year in SOME_YEARS]
    before = [words(client, path) for path in paths]
    everything_changes(places, tmp_path)
    assert [words(client, path) for path in paths] == before


def test_the_results_as_a_file_are_as_they_were(client, office, places, tmp_path):
    paths = [f"/office/cycles/{year}/verdicts.xlsx" for year in SOME_YEARS]
    before = bodies(client, paths)
    everything_changes(places, tmp_path)
    assert bodies(client, paths) == before


def test_every_yearly_list_keeps_names_and_townships(places, tmp_path):
    def lists() -> list:
        pages = [Client().get(f"/years/{year}/").context["townships"] for year in YEARS]
        return [
            [(part.name, [[h.name for h in lines] for _, lines in part.parts]) for part in page]
            for page in pages
        ]

    before = lists()
    everything_changes(places, tmp_path)
    assert lists() == before
    assert [name for name, _ in before[0]] == ["甸阳镇", "由旺镇"]


def test_a_result_is_found_by_how_its_name_was_read_then(client, office, places, tmp_path):
    everything_changes(places, tmp_path)
    for typed in ("dongcun", "dongshequ"):
        assert "东村" in words(client, f"/office/cycles/2021/?text={typed}")


def test_a_yearly_list_is_searched_by_the_township_of_then_and_of_now(places, tmp_path):
    everything_changes(places, tmp_path)
    for typed, found_there in (("由旺镇", "西村"), ("由旺街道", "西村"), ("安河", "河村")):
        assert found_there in words(Client(), f"/years/2021/?text={typed}")
        assert f"/communities/{places[found_there].code}/" in text(
            Client().get(f"/communities/?text={typed}")
        )


def test_every_certificate_is_the_same_file_and_is_verified_by_its_old_name(
    client, office, places, tmp_path
):
    system = User.objects.system()
    years = (2020, 2029)
    for year in years:
        plaques.make(plaques=list(Plaque.objects.of_year(year)), by=system)
        plaques.bind(cycle=Cycle.objects.get(year=year), by=system)
    made = Plaque.objects.filter(honour__year__in=years).select_related("honour")
    paths = [f"/office/plaques/{plaque.number}.pdf" for plaque in made]
    before = bodies(client, paths)
    assert len(before) == 2 * 6
    everything_changes(places, tmp_path)
    assert bodies(client, paths) == before
    for plaque in made:
        page = words(Client(), f"/verify/{plaque.number}/")
        assert plaque.community_name in page
        assert f"所在乡镇 {plaque.honour.township_name}" in page
        assert plaque.community_name in words(client, f"/office/plaques/{plaque.number}/")
    ended = Honour.objects.filter(state=HonourState.VOID).values_list("name", flat=True).distinct()
    assert set(ended) == {"南村", "北村"}


def test_printing_a_certificate_again_gives_the_same_bytes(places, tmp_path):
    system = User.objects.system()
    (plaque,) = Plaque.objects.filter(honour__year=2020, honour__community=places["东村"])
    plaques.make(plaques=[plaque], by=system)
    first = plaque.sha256
    everything_changes(places, tmp_path)
    again = Plaque.objects.select_related("honour").get(pk=plaque.pk)
    plaques.make(plaques=[again], by=system)
    assert (again.sha256, again.community_name) == (first, "东村")


def test_titles_and_places_have_pages_that_tell_both_names(client, office, places, tmp_path):
    everything_changes(places, tmp_path)
    for honour in Honour.objects.filter(year__in=SOME_YEARS):
        page = words(client, f"/office/honours/{honour.pk}/")
        assert honour.name in page
        assert f"乡镇 {honour.township_name}" in page
    for place in Community.objects.all():
        assert client.get(f"/office/dossiers/{place.code}/").status_code == 200
        assert Client().get(f"/communities/{place.code}/").status_code == 200
    dossier = words(client, "/office/dossiers/530521101001/")
    assert dossier.count("当时：东村，甸阳镇") == len(YEARS) - 1 + len(YEARS)
    assert words(Client(), "/communities/530521101001/").count("当时：甸阳镇东村") == len(YEARS) - 1
    assert "写明当时的名称和乡镇" in words(Client(), "/communities/530521101001/")
    assert "原北村，2030年4月1日并入安河村" in words(
        Client(), "/communities/530521101004/"
    ).replace(" ", "")


def test_open_data_keep_the_names_of_then(places, tmp_path):
    def told() -> list[list]:
        records = Client().get("/open-data/titles.json").json()["titles"]
        fields = ("year", "code", "name", "kind", "township", "granted_on")
        return [[record[field] for field in fields] for record in records]

    before = told()
    everything_changes(places, tmp_path)
    assert told() == before


def test_papers_of_a_past_year_speak_of_that_year(places, tmp_path):
    cycle = Cycle.objects.get(year=2024)
    company = places["河苑"].property_company.code

    def tables(kind: str, about: str) -> list:
        return [table.rows for table in KINDS[kind].content(cycle, about).tables]

    before = tables("company", company), tables("approval", "")
    everything_changes(places, tmp_path)
    assert (tables("company", company), tables("approval", "")) == before
    circulars = {s.key: s.name for s in KINDS["township"].subjects(cycle)}
    assert circulars == {"530521101": "甸阳镇", "530521102": "由旺镇"}
    named, _ = tables("township", "530521101")
    assert [row[2] for row in named] == ["东村", "河村", "河苑"]
