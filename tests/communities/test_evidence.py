"""The files that show what a work record says."""

import hashlib
import io

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from PIL import ExifTags, Image, PngImagePlugin

from accounts.permissions import Role
from audit.models import Event
from communities import actions, evidence_files
from communities.heads import open_years
from communities.models import Evidence
from tests.communities import files
from tests.factories import CommunityFactory, StationFactory, UserFactory
from wufaan.clock import today
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db
YEAR = open_years(today())[0]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICER)


def add(by, content=files.PNG, name="门卫室.png", community=None) -> Evidence:
    return actions.add_evidence(
        community=community or CommunityFactory(),
        year=YEAR,
        head="party",
        name=name,
        content=content,
        by=by,
    )


def test_a_file_is_kept_whole_under_a_name_of_ours(officer, media):
    evidence = add(officer, name="C:\\照片\\门卫室.png")
    assert evidence.name == "门卫室.png"
    assert evidence.sha256 == hashlib.sha256(files.PNG).hexdigest()
    assert (media / evidence.file.name).read_bytes() == files.PNG
    assert "门卫" not in evidence.file.name
    (event,) = Event.objects.filter(verb="evidence_added")
    assert event.data["sha256"] == evidence.sha256


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (files.PNG, "png"),
        (files.JPEG, "jpg"),
        (files.PDF, "pdf"),
        (files.DOCX, "docx"),
        (files.XLSX, "xlsx"),
    ],
)
def test_the_kind_is_told_by_the_content_and_the_name_follows_it(officer, content, ending):
    assert add(officer, content, name="材料.exe").name == f"材料.{ending}"


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 a program",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
        files.office_file("payload.txt"),
        files.office_file("word/document.xml", "word/vbaProject.bin"),
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word",
    ],
)
def test_what_is_no_picture_and_no_paper_is_refused_whatever_it_is_called(officer, content):
    with pytest.raises(DomainError, match="不能作为证明材料"):
        add(officer, content, name="照片.png")
    assert not Evidence.objects.exists()


def test_too_large_and_empty_files_are_refused(officer, monkeypatch):
    monkeypatch.setattr(evidence_files, "MAX_BYTES", 50)
    with pytest.raises(DomainError, match="超过"):
        add(officer)
    with pytest.raises(DomainError, match="是空的"):
        add(officer, b"")


def test_a_name_with_personal_data_is_refused(officer):
    with pytest.raises(DomainError, match="文件名里.*手机号码"):
        add(officer, name="张三 13812345678.png")


def test_the_same_file_twice_is_one_but_not_after_it_was_withdrawn(officer):
    place = CommunityFactory()
    first = add(officer, community=place)
    assert add(officer, community=place) == first
    actions.withdraw_evidence(evidence=first, reason="拍错了", by=officer)
    assert add(officer, community=place) != first


def test_the_database_holds_the_same_file_at_a_head_once(officer):
    first = add(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(
            record=first.record, name="x.png", size=1, sha256=first.sha256, added_by=officer
        )


def test_a_withdrawn_file_stays_with_who_when_and_why(officer, media):
    evidence = add(officer)
    actions.withdraw_evidence(evidence=evidence, reason="拍到了别处", by=officer)
    actions.withdraw_evidence(evidence=evidence, reason="再按一次", by=officer)
    evidence.refresh_from_db()
    assert (evidence.withdrawn_by, evidence.withdrawn_reason) == (officer, "拍到了别处")
    assert (media / evidence.file.name).exists()
    assert Event.objects.filter(verb="evidence_withdrawn").count() == 1


@pytest.mark.parametrize(
    ("reason", "told"), [(" ", "请填写“撤下的原因”"), ("电话 13812345678", "手机号码")]
)
def test_withdrawing_wants_a_reason_without_personal_data(officer, reason, told):
    evidence = add(officer)
    with pytest.raises(DomainError, match=told):
        actions.withdraw_evidence(evidence=evidence, reason=reason, by=officer)


def test_another_station_s_officer_neither_adds_nor_withdraws(officer):
    evidence = add(officer)
    StationFactory(code="530521020000")
    stranger = UserFactory(role=Role.OFFICER, station_code="530521020000")
    with pytest.raises(DomainError, match="由该所填写"):
        add(stranger, community=evidence.record.community)
    with pytest.raises(DomainError, match="由该所填写"):
        actions.withdraw_evidence(evidence=evidence, reason="不是我们的", by=stranger)


def test_evidence_is_never_deleted_and_never_swapped(officer):
    evidence = add(officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        evidence.delete()
    for changes in ({"sha256": "0" * 64}, {"file": "other"}, {"name": "x.png"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Evidence.objects.update(**changes)


def test_a_file_belongs_to_who_may_see_the_community(officer):
    evidence = add(officer)
    StationFactory(code="530521020000")
    stranger = UserFactory(role=Role.OFFICER, station_code="530521020000")
    for user in (officer, UserFactory(role=Role.OFFICE), UserFactory(role=Role.LEADING)):
        assert list(Evidence.objects.visible_to(user)) == [evidence]
    for user in (stranger, UserFactory(role=Role.AUDITOR), UserFactory(role=Role.ADMINISTRATOR)):
        assert not Evidence.objects.visible_to(user).exists()


def phone_photograph(kind: str, **more) -> bytes:
    """Held upright, with the place where it was taken, what the telephone is, and a film behind."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation], exif[ExifTags.Base.Make] = 6, "SECRET"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (24.0, 43.0, 5.0)})
    icc = {"icc_profile": b"SECRET"}
    return files.picture(kind, exif=exif, **icc, **more) + b"SECRET film"


def phone_png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "SECRET")
    return phone_photograph("PNG", pnginfo=told)


@pytest.mark.parametrize(
    "content",
    [
        phone_photograph("JPEG", comment=b"SECRET", xmp=b"SECRET"),
        phone_photograph("MPO", save_all=True, append_images=[Image.new("RGB", (4, 2))]),
        phone_png(),
    ],
)
def test_of_a_photograph_only_the_picture_is_kept_the_right_way_up(officer, media, content):
    assert b"SECRET" in content
    evidence = add(officer, content)
    kept = (media / evidence.file.name).read_bytes()
    picture = Image.open(io.BytesIO(kept))
    assert picture.size == (2, 4)
    assert not picture.getexif()
    assert b"SECRET" not in kept
    assert b"Exif" not in kept
    assert (evidence.size, evidence.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    assert add(officer, content, community=evidence.record.community) == evidence


@pytest.mark.parametrize("content", [files.PNG[:40], files.JPEG[:-200], b"\xff\xd8\xff\xe0 0"])
def test_a_photograph_that_did_not_arrive_whole_is_refused(officer, content):
    with pytest.raises(DomainError, match="“门卫室.png”打不开"):
        add(officer, content)


@pytest.mark.parametrize(
    "most", ["communities.photographs.MAX_PIXELS", "PIL.Image.MAX_IMAGE_PIXELS"]
)
def test_a_picture_too_large_to_be_drawn_is_refused_before_it_is(officer, monkeypatch, most):
    monkeypatch.setattr(most, 3)
    with pytest.raises(DomainError, match="万像素"):
        add(officer)
