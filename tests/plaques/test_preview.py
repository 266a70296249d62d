"""Certificates to look at before they are made."""

import io

import pytest
from pypdf import PdfReader

from accounts.permissions import Role
from communities.models import CommunityKind
from evaluation import actions
from evaluation.models import Cycle
from plaques.models import Plaque
from tests.factories import CommunityFactory, CompoundFactory, UserFactory, assessed_cycle, found
from tests.pages import text
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db
# A character that the face of certificates lacks.
RARE = "𣒍村"
URL = "/office/cycles/2025/certificate-preview.pdf"


def pages(client) -> list[str]:
    reader = PdfReader(io.BytesIO(client.get(URL).content))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def test_longest_typical_and_rare_names_each_on_a_page_marked_as_a_sample(client, office):
    for name in ("一村", "甸阳村", "由旺村", "特别特别特别长的名称村民委员会"):
        CommunityFactory(name=name)
    CommunityFactory(name=RARE)
    CompoundFactory(parent=CommunityFactory(name="李山村"), name="善洲花园")
    broken = CommunityFactory(name="不达标的名称再长也不会列入名单村民委员会")
    found(broken)
    assessed_cycle(2025, issuer="某县人民政府")
    shown = pages(client)
    words = "".join(shown)
    for expected in (
        "特别特别特别长的名称村民委员会",
        "善洲花园",
        RARE,
        "一般的名称",
        "含生僻字",
    ):
        assert expected in words
    assert broken.name not in words
    for number, page in enumerate(shown, 1):
        assert "样张，不是证书" in page
        assert "某县人民政府" in page
        assert f"样张-2025-{number}" in page
        assert "经2025年度综合评估并向社会公示" in page
    assert len(shown) == 5  # no name twice


def test_a_sample_s_number_is_not_known_to_the_check(client, office):
    CommunityFactory()
    assessed_cycle(2025)
    client.get(URL)
    assert client.get("/verify/样张-2025-1/").status_code == 404
    assert not Plaque.objects.exists()


def test_before_the_assessment_all_places_lend_their_names(client, office):
    CommunityFactory(name="甸阳村", kind=CommunityKind.NEIGHBOURHOOD)
    actions.open_cycle(year=2025, by=office)
    assert len(pages(client)) == 1


def test_without_places_and_with_an_unprintable_issuer_the_year_s_page_says_why(client, office):
    cycle = actions.open_cycle(year=2025, by=office)
    assert "名录里还没有小区和村社" in text(client.get(URL, follow=True))
    CommunityFactory()
    with pytest.raises(DomainError, match="命名单位有无法印刷的字"):
        actions.configure(cycle=cycle, issuer="\ue000县", by=office)
    Cycle.objects.update(issuer="\ue000县")  # as it was kept before that was asked
    assert "无法印刷的字" in text(client.get(URL, follow=True))


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.LEADING, 200), (Role.OFFICER, 404), (Role.AUDITOR, 404), (Role.ADMINISTRATOR, 404)],
)
def test_who_sees_the_years_sees_the_samples(client, role, status):
    CommunityFactory()
    assessed_cycle(2025)
    client.force_login(UserFactory(role=role))
    assert client.get(URL).status_code == status
