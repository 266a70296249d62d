"""张贴: what shows that a notice hangs in the villages that it concerns."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from accounts.permissions import Role
from audit.models import Event
from evaluation import actions
from evaluation.models import Posting
from tests.communities.files import PNG, picture
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    StationFactory,
    UserFactory,
    found,
    noticed_cycle,
)
from tests.pages import text
from tests.queries import queries
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

LIST = "/office/postings/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer(client):
    officer = UserFactory(role=Role.OFFICER)
    client.force_login(officer)
    return officer


@pytest.fixture
def village():
    """The compound alone is on the list: the village around it broke a criterion."""
    village = CommunityFactory(name="静水村")
    CompoundFactory(name="密苑", parent=village)
    found(village)
    return village


@pytest.fixture
def notice(village):
    return noticed_cycle(2025).notice


def sent(**changes) -> dict:
    photo = SimpleUploadedFile("IMG_1.png", picture("PNG", 1))
    return {"place": "村委会公示栏", "posted_on": "2025-11-04", "photo": photo} | changes


def posted(notice, village, by, **changes) -> Posting:
    given = {"place": "公示栏", "posted_on": date(2025, 11, 4), "name": "a.png", "content": PNG}
    return actions.add_posting(notice=notice, community=village, by=by, **given | changes)


def test_an_officer_shows_that_it_hangs_in_the_village_of_a_listed_compound(
    client, village, notice, officer
):
    assert "没有照片<span" in text(client.get(LIST))
    path = f"{LIST}2025/{village.code}/"
    assert client.post(path, sent())["Location"] == path
    page = text(client.get(LIST))
    assert "2025-11-04 村委会公示栏" in page
    lacking = client.get(LIST, {"lacking": "1"})
    assert "都有照片了" in text(lacking)
    assert lacking.context["facets"] == [("", "全部", 1), ("1", "没有照片", 0)]
    chosen = re.search(
        r'href="([^"]*)"\s+aria-current="true"\s*>没有照片', lacking.content.decode()
    )
    assert chosen[1] == "?lacking=1"
    photo = client.get(f"{LIST}photos/{Posting.objects.get().pk}/")
    assert b"".join(photo) == picture("PNG", 1)
    assert photo["X-Content-Type-Options"] == "nosniff"
    client.post(path, sent())
    assert Posting.objects.count() == 1, "the same photograph once"


def test_desk_and_approval_say_in_how_many_villages_it_hangs(client, village, notice, office):
    told = "1 个村社中，{} 个有张贴的照片"
    pages = "/office/cycles/2025/notice/", "/office/cycles/2025/approval/"
    assert all(told.format(0) in text(client.get(page)) for page in pages)
    posting = posted(notice, village, office)
    assert all(told.format(1) in text(client.get(page)) for page in pages)
    client.post(f"{LIST}photos/{posting.pk}/withdrawal/", {"reason": "拍错了"})
    assert all(told.format(0) in text(client.get(page)) for page in pages)
    assert client.get(f"{LIST}photos/{posting.pk}/").status_code == 404
    assert [e.verb for e in Event.objects.about(posting)] == ["posting_added", "posting_withdrawn"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"posted_on": "2025-11-02"}, "张贴日期要在其中"),
        ({"posted_on": "2025-11-08"}, "张贴日期要在其中"),
        ({"place": "张三 13800138000"}, "13800138000"),
        ({"photo": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "只收照片"),
        ({"photo": SimpleUploadedFile("a.png", b"text")}, "只收照片"),
    ],
)
def test_what_will_not_do_is_refused_with_all_that_was_typed(
    client, village, notice, officer, changes, said
):
    page = text(client.post(f"{LIST}2025/{village.code}/", sent(**changes)))
    assert said in page
    assert f'value="{changes.get("place", "村委会公示栏")}"' in page
    assert not Posting.objects.exists()


def test_who_is_not_on_the_list_posts_nothing(client, village, notice, office):
    other = CommunityFactory(name="团树村")
    with pytest.raises(DomainError, match="不在这份公示的名单上"):
        posted(notice, other, office)
    assert "团树村" not in text(client.get(LIST))


def test_another_station_s_officer_neither_sees_nor_adds(client, village, notice, office):
    posting = posted(notice, village, office)
    StationFactory(code="530521020000", name="由旺派出所")
    stranger = UserFactory(role=Role.OFFICER, station_code="530521020000")
    client.force_login(stranger)
    assert "静水村" not in text(client.get(LIST))
    assert client.get(f"{LIST}2025/{village.code}/").status_code == 404
    assert client.get(f"{LIST}photos/{posting.pk}/").status_code == 404
    with pytest.raises(DomainError, match="由该所登记"):
        posted(notice, village, stranger, content=picture("PNG", 2))


def test_the_database_keeps_what_was_shown(village, notice, office):
    posting = posted(notice, village, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.filter(pk=posting.pk).update(posted_on=date(2025, 11, 5))
    with pytest.raises(IntegrityError), transaction.atomic():
        posting.delete()


def test_a_void_notice_hangs_nowhere(client, village, notice, office):
    actions.cancel_notice(notice=notice, reason="日期印错了", by=office)
    notice.refresh_from_db()
    with pytest.raises(DomainError, match="已经作废"):
        posted(notice, village, office)
    assert "还没有公示" in text(client.get(LIST))


def test_more_villages_take_no_more_queries(client, village, office):
    for year, more in ((2025, 1), (2026, 4)):
        places = [CommunityFactory() for _ in range(more)]
        notice = noticed_cycle(year).notice
        for place in places:
            posted(notice, place, office, posted_on=notice.starts_on)
    paths = [f"{LIST}?notice={{}}", f"{LIST}postings.csv?notice={{}}", "/office/cycles/{}/notice/"]
    assert [queries(client, path.format(2025)) for path in paths] == [
        queries(client, path.format(2026)) for path in paths
    ]
