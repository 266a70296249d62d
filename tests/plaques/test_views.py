"""Whether a certificate holds, and who may take certificates away."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from accounts.permissions import Role
from evaluation import actions as evaluation
from plaques.models import Plaque
from tests.factories import CommunityFactory, UserFactory, found, noticed_cycle, published_cycle
from tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def published(kept) -> None:
    CommunityFactory(name="甸阳村")
    published_cycle(2025, issuer="某县人民政府")


@pytest.fixture
def plaque(published) -> Plaque:
    """The one certificate of 2025, not printed yet."""
    return Plaque.objects.get()


@pytest.fixture
def printed(plaque, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    plaque.pdf.save("x.pdf", ContentFile(b"%PDF-certificate"), save=False)
    plaque.sha256 = "0" * 64
    plaque.save()
    return plaque


def verification(client, number: str) -> str:
    return text(client.get(f"/verify/{number}/"))


def end(plaque, action) -> None:
    by = UserFactory(role=Role.OFFICE)
    action(honour=plaque.honour, reason="原因若干", on=date(2026, 5, 6), by=by)


def test_a_standing_title(client, plaque):
    page = verification(client, plaque.number)
    assert "称号有效" in page
    assert "甸阳村" in page
    assert "某县人民政府" in page
    place = f"/communities/{plaque.honour.community.code}/"
    assert f'href="{place}">甸阳村的全部称号' in page
    assert client.get(place).status_code == 200


def test_a_revoked_title_says_when_and_why(client, plaque):
    end(plaque, evaluation.revoke)
    page = verification(client, plaque.number)
    assert "称号已撤销" in page
    assert "2026年5月6日撤销" in page
    assert "原因若干" in page
    assert "称号有效" not in page


def test_a_void_title_says_that_nobody_is_to_blame(client, plaque):
    end(plaque, evaluation.void)
    page = verification(client, plaque.number)
    assert "称号已注销" in page
    assert "与治安情况无关" in page


def test_an_old_certificate_tells_its_year_and_the_latest_title(client):
    place = CommunityFactory(name="甸阳村")
    published_cycle(2023)
    number = Plaque.objects.get().number
    assert "这是该小区（村社）最近一个有效的称号" in verification(client, number)
    published_cycle(2024)
    page = verification(client, number)
    assert "2023 年度称号有效" in page
    assert "本证书只说明 2023 年度。最近一个有效的称号是 2024 年度县级无发案村社。" in page
    assert "公示名单" not in page
    found(place)
    CommunityFactory(name="文武村")
    noticed_cycle(2025)
    page = verification(client, number)
    assert "最近一个有效的称号是 2024 年度" in page
    assert "甸阳村不在 <a" in page
    assert "2025 年度公示名单</a>上；原因请问派出所或办公室" in page


def test_an_unknown_number_says_what_to_check(client):
    response = client.get("/verify/530521-2025-9999/")
    assert response.status_code == 404
    assert "没有这个编号" in text(response)


@pytest.mark.parametrize(
    "change",
    [
        "{}",
        " {} ",
        "{} ",
        "５３０５２１-2025-0001",
        "530521—2025—0001",
        "53052120250001",
        "530521 2025 0001",
        "编号：{}",
        "证书编号530521-2025-OOO1",
        "No.{}",
        "第{}号",
        "{}。",
        "530521-2O25-0001",
        "https://wfa.example.gov.cn/verify/{}/",
    ],
)
def test_a_number_as_people_type_it(client, plaque, change):
    typed = change.format(plaque.number)
    response = client.get("/verify/", {"number": typed})
    assert response["Location"] == f"/verify/{plaque.number}/"


def test_only_a_whole_number_is_called_not_ours(client, plaque):
    assert "不是由本县颁发" in verification(client, "530521-2025-9999")
    for cut_short in ("530521-2025", "530521101001", "甸阳村"):
        page = verification(client, cut_short)
        assert "没有认出编号" in page
        assert "不是由本县颁发" not in page


@pytest.mark.parametrize(
    "odd",
    ["a/b", "/", "https://wfa.example.gov.cn/ver", "\x01", "%00", "'; --", "一二三", "x" * 300],
)
def test_whatever_is_typed_is_answered(client, odd):
    response = client.get("/verify/", {"number": odd}, follow=True)
    assert response.status_code in (200, 404)
    assert 'name="number"' in text(response)


def test_without_a_number_there_is_only_the_form(client):
    page = text(client.get("/verify/", {"number": " "}))
    assert 'name="number"' in page
    assert "没有这个编号" not in page


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADING])
def test_office_and_leading_group_may_take_certificates_away(client, printed, role):
    client.force_login(UserFactory(role=role))
    response = client.get(f"/office/plaques/{printed.number}.pdf")
    assert b"".join(response.streaming_content) == b"%PDF-certificate"
    assert printed.number in text(client.get("/office/plaques/"))


def test_others_may_not(client, printed):
    path = f"/office/plaques/{printed.number}.pdf"
    assert client.get(path)["Location"].startswith("/sign-in/")
    client.force_login(UserFactory(role=Role.OFFICER))
    assert client.get(path).status_code == 404


def test_a_certificate_that_is_still_being_made(client, plaque):
    client.force_login(UserFactory(role=Role.OFFICE))
    assert "制作中" in text(client.get("/office/plaques/"))
    assert client.get(f"/office/plaques/{plaque.number}.pdf").status_code == 404


def test_certificates_are_found_by_number_and_name(client, plaque):
    client.force_login(UserFactory(role=Role.OFFICE))
    for typed, hit in (("0001", True), ("甸阳", True), ("文武", False)):
        page = text(client.get("/office/plaques/", {"text": typed}))
        assert (plaque.number in page) == hit, typed
