"""What help shows as an example is of the county that is installed, of this year, and of our own
papers: never of the one for which this was first built."""

import pytest

from accounts.permissions import Role
from communities.codes import valid_credit_code
from communities.examples import example
from evaluation.models import Nomination
from papers.kinds import KINDS
from tests.factories import (
    CommunityFactory,
    StationFactory,
    TownshipFactory,
    UserFactory,
    published_cycle,
)
from tests.jobs.uploads import workbook
from tests.pages import text
from wufaan.clock import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere():
    return CommunityFactory(
        code="110101001001",
        name="多福巷社区",
        township=TownshipFactory(code="110101001", name="东华门街道"),
        station=StationFactory(code="110101010000", name="东华门派出所"),
    )


def cells(book) -> str:
    return " ".join(
        str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None
    )


@pytest.mark.parametrize("kind", ["incidents", "communities", "work", "surveys"])
def test_a_template_shows_codes_of_this_county(client, elsewhere, kind):
    reporter = {"role": Role.OFFICER, "station_code": elsewhere.station.code}
    client.force_login(UserFactory(**reporter if kind == "incidents" else {"role": Role.OFFICE}))
    shown = cells(workbook(client.get(f"/office/imports/template/{kind}/")))
    assert "110101" in shown
    assert "5305" not in shown


def test_a_template_of_the_registry_names_the_first_place(client, office, elsewhere):
    shown = cells(workbook(client.get("/office/imports/template/communities/")))
    for told in ("110101001001", "110101001", "东华门街道", "110101010000", "东华门派出所"):
        assert told in shown


def test_an_empty_registry_has_examples_of_no_county(client, office):
    shown = cells(workbook(client.get("/office/imports/template/communities/")))
    assert "123456101001" in shown
    assert "5305" not in shown
    assert valid_credit_code(str(example("{credit_code}")))


def test_a_certificate_is_looked_up_by_a_number_of_this_county(client, elsewhere):
    shown = f"110101-{today().year}-0001"
    assert f'placeholder="{shown}"' in text(client.get("/verify/"))
    assert f"例如 {shown}，" in text(client.get("/verify/9/"))


def test_a_search_is_explained_by_a_place_of_this_county(client, office, elsewhere):
    assert "（如 dfxsq 找到多福巷社区）" in text(client.get("/office/search/"))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_words_of_papers_have_examples_of_this_county_and_year(elsewhere, kind):
    shown = " ".join(str(field.example) for field in kind.all_fields)
    assert str(today().year) in shown
    assert "5305" not in shown


def test_a_document_number_is_shown_as_the_last_one_was(client, office):
    CommunityFactory(), CommunityFactory()
    published_cycle(2024)
    published_cycle(2025)
    pages = [f"/office/nominations/submission/?nomination={n.pk}" for n in Nomination.objects.all()]
    page = pages[0]
    assert f'placeholder="如 某文〔{today().year}〕9号"' in text(client.get(page))
    client.post(page, {"document_number": "某政〔2025〕31号", "on": "2025-12-02"})
    assert 'placeholder="如 某政〔2025〕31号"' in text(client.get(pages[1]))
    assert "某政" not in text(client.get(pages[1].replace("submission", "naming")))
