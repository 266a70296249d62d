"""The work record on screens and as a file."""

from datetime import date
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from accounts.permissions import Role
from communities import actions, work_forms
from communities.actions import Entry
from communities.heads import all_years, open_years
from communities.models import Evidence, WorkRecord
from tests.communities import files
from tests.factories import CommunityFactory, CompoundFactory, StationFactory, UserFactory
from tests.jobs.uploads import saved, upload
from tests.pages import text
from tests.queries import queries
from wufaan.clock import today

pytestmark = pytest.mark.django_db
YEAR = open_years(today())[0]
LIST = "/office/work/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer(client):
    user = UserFactory(role=Role.OFFICER)
    client.force_login(user)
    return user


def page_of(place, step: str = "", year: int = YEAR) -> str:
    return f"{LIST}{year}/{place.code}/{step}"


def read(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return text(response)


def filled(place, **changes) -> dict:
    """The form as it comes back when nothing was changed, then `changes`; `a__b` is `a-b`."""
    heads = ["party", "mass_prevention", "self_rule", "technical_defences", "services"]
    if place.parent_id:
        heads = [
            *["party", "internal_security", "self_protection", "defences", "guidance", "services"]
        ]
    data = {}
    for head in heads:
        data |= {f"{head}-state": "not_started", f"{head}-note": ""}
        data |= {f"initial-{head}-state": "not_started", f"initial-{head}-note": ""}
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def keep(by, place, head="party", state="done", year=YEAR, **more):
    entries = {head: Entry(state, **more)}
    actions.keep_work(community=place, year=year, entries=entries, by=by)


def png(name="门卫室.png", content=files.PNG):
    return SimpleUploadedFile(name, content)


# ---- Entry ----


def test_an_officer_fills_in_heads_and_adds_pictures_in_one_go(client, officer):
    compound = CompoundFactory(population=900, shops=0)
    assert "应建信息员 2 名，还缺 2 名" in read(client, page_of(compound))
    sent = filled(
        compound,
        party__state="done",
        internal_security__state="under_way",
        internal_security__information_officers="1",
        internal_security__files=[png(), png("监控.jpg", files.JPEG)],
    )
    response = client.post(page_of(compound, "keep/"), sent, follow=True)
    assert "已保存" in text(response)
    assert "完成 1/6，进行中 1，未开展 4" in text(response)
    assert "已有 1 名，还缺 1 名" in text(response)
    assert list(Evidence.objects.values_list("name", flat=True)) == ["门卫室.png", "监控.jpg"]
    assert WorkRecord.objects.count() == 2


def test_sent_twice_it_is_saved_once(client, officer):
    place = CommunityFactory()
    for told in ("已保存", "没有改动"):
        sent = filled(place, party__state="done", party__files=[png()])
        assert told in text(client.post(page_of(place, "keep/"), sent, follow=True)), told
    assert (WorkRecord.objects.count(), Evidence.objects.count()) == (1, 1)


def test_what_a_colleague_saved_meanwhile_stays(client, officer):
    place = CommunityFactory()
    sent = filled(place, party__state="done", self_rule__note="在改村规民约")
    keep(officer, place, "services", note="调解山林纠纷一起")
    keep(officer, place, "self_rule", "under_way")
    client.post(page_of(place, "keep/"), sent)
    assert dict(WorkRecord.objects.values_list("head", "state")) == {
        "party": "done",
        "services": "done",
        "self_rule": "under_way",
    }
    assert WorkRecord.objects.get(head="services").note == "调解山林纠纷一起"
    assert WorkRecord.objects.get(head="self_rule").note == "在改村规民约"


def test_a_refused_page_keeps_what_was_typed_and_saves_nothing(client, officer):
    place = CommunityFactory()
    sent = filled(place, party__state="done", services__note="联系 13812345678 处理")
    shown = text(client.post(page_of(place, "keep/"), sent))
    assert "“服务管理”的情况里“1381…78”像手机号码" in shown
    assert "联系 13812345678 处理" in shown
    assert not WorkRecord.objects.exists()


def test_a_wrong_file_takes_the_rest_of_the_page_with_it(client, officer):
    place = CommunityFactory()
    sent = filled(place, party__state="done", party__files=[png(), png("a.png", b"<html>")])
    shown = text(client.post(page_of(place, "keep/"), sent))
    assert "“a.png”不能作为证明材料" in shown
    assert "文件也都没有保存" in shown
    assert not WorkRecord.objects.exists()
    assert not Evidence.objects.exists()


def test_files_that_are_too_large_together_are_refused(client, officer, monkeypatch):
    monkeypatch.setattr(work_forms, "MAX_TOGETHER", 100)
    place = CommunityFactory()
    sent = filled(place, party__files=[png()], services__files=[png("b.png")])
    assert "一次添加的文件超过" in text(client.post(page_of(place, "keep/"), sent))
    assert not Evidence.objects.exists()


def test_a_year_that_is_over_is_read_only_to_an_officer(client, officer):
    place = CommunityFactory()
    keep(UserFactory(role=Role.OFFICE), place, year=YEAR - 1, note="支部已建")
    shown = read(client, page_of(place, year=YEAR - 1))
    assert "支部已建" in shown
    assert f"已于 {YEAR - 1} 年 12 月 31 日截止" in shown
    assert "<textarea" not in shown
    sent = filled(place, services__state="done")
    assert "截止" in text(client.post(page_of(place, "keep/", year=YEAR - 1), sent))
    assert WorkRecord.objects.count() == 1


def test_a_refusal_of_a_year_that_is_over_is_no_form(client, officer):
    assert client.get(page_of(CommunityFactory(), year=2019)).status_code == 404
    after = all_years(today())[0] + 1
    assert client.get(page_of(CommunityFactory(), year=after)).status_code == 404


def test_the_leading_group_reads_and_writes_nothing(client, officer):
    place = CommunityFactory()
    keep(officer, place, note="支部已建")
    client.force_login(UserFactory(role=Role.LEADING))
    shown = read(client, page_of(place))
    assert "支部已建" in shown
    assert "<textarea" not in shown
    assert client.post(page_of(place, "keep/"), filled(place)).status_code == 404


# ---- Evidence ----


def added(by, place=None, content=files.PNG, name="门卫室.png") -> Evidence:
    what = {"community": place or CommunityFactory(), "year": YEAR, "head": "party"}
    return actions.add_evidence(name=name, content=content, by=by, **what)


@pytest.mark.parametrize(
    ("content", "content_type"), [(files.PNG, "image/png"), (files.PDF, "application/pdf")]
)
def test_evidence_is_handed_out_as_an_attachment_of_its_own_type(
    client, officer, content, content_type
):
    evidence = added(officer, content=content, name="村规民约.html")
    response = client.get(f"{LIST}evidence/{evidence.pk}/")
    assert b"".join(response) == content
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith("attachment")
    assert unquote(response["Content-Disposition"]).endswith(evidence.name)
    assert response["X-Content-Type-Options"] == "nosniff"


def test_withdrawn_evidence_is_told_of_and_no_longer_handed_out(client, officer):
    evidence = added(officer)
    path = f"{LIST}evidence/{evidence.pk}/"
    assert "门卫室.png" in read(client, f"{path}withdrawal/")
    client.post(f"{path}withdrawal/", {"reason": "拍到别的小区"})
    assert client.get(path).status_code == 404
    shown = read(client, page_of(evidence.record.community))
    assert "撤下：拍到别的小区" in shown
    assert path not in shown
    assert "已于" in read(client, f"{path}withdrawal/")


def test_withdrawing_without_a_reason_keeps_the_page(client, officer):
    evidence = added(officer)
    path = f"{LIST}evidence/{evidence.pk}/withdrawal/"
    assert "手机号码" in text(client.post(path, {"reason": "问 13812345678"}))
    assert Evidence.objects.standing().count() == 1


def test_evidence_of_another_station_is_not_found(client, officer):
    evidence = added(officer)
    StationFactory(code="530521020000")
    client.force_login(UserFactory(role=Role.OFFICER, station_code="530521020000"))
    for step in ("", "withdrawal/"):
        assert client.get(f"{LIST}evidence/{evidence.pk}/{step}").status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_found(client, officer):
    evidence = added(officer)
    evidence.file.storage.delete(evidence.file.name)
    assert client.get(f"{LIST}evidence/{evidence.pk}/").status_code == 404


# ---- The list ----


def names_in(client, query: str) -> set[str]:
    shown = read(client, f"{LIST}?{query}")
    return {name for name in ("甸阳村", "文武村", "静心苑") if f">{name}</a>" in shown}


def test_the_list_is_narrowed_down_by_how_far_the_work_is(client, officer):
    done, begun = CommunityFactory(name="甸阳村"), CommunityFactory(name="文武村")
    CompoundFactory(name="静心苑", parent=done, population=600)
    for head in ("party", "mass_prevention", "self_rule", "technical_defences", "services"):
        keep(officer, done, head)
    keep(officer, begun, state="under_way")
    assert names_in(client, "condition=finished") == {"甸阳村"}
    assert names_in(client, "condition=unfinished") == {"文武村", "静心苑"}
    assert names_in(client, "condition=untouched") == {"静心苑"}
    assert names_in(client, "condition=short") == {"静心苑"}
    assert names_in(client, "text=wwc") == {"文武村"}
    shown = read(client, LIST)
    assert "缺 2" in shown
    assert '全部完成<span class="count">1</span>' in shown
    assert "村社党组织：进行中" in shown


def test_another_year_shows_its_own_record(client, officer):
    place = CommunityFactory(name="甸阳村")
    keep(UserFactory(role=Role.OFFICE), place, year=2021)
    assert names_in(client, "year=2021&condition=untouched") == set()
    assert names_in(client, "condition=untouched") == {"甸阳村"}
    assert names_in(client, "year=abc&condition=untouched") == {"甸阳村"}
    assert "村社党组织：已完成" in read(client, f"{LIST}?year=2021")
    shown = read(client, LIST)
    assert "村社党组织：已完成" not in shown
    assert "清除条件" not in shown


def test_the_list_and_its_file_take_as_many_queries_for_two_as_for_twenty(client, officer):
    paths = (LIST, f"{LIST}records.xlsx", f"{LIST}records.csv")
    few = []
    for number in range(20):
        keep(officer, CompoundFactory(population=600), "internal_security", information_officers=1)
        if number == 1:
            few = [queries(client, path) for path in paths]
    assert [queries(client, path) for path in paths] == few
    assert few[0] <= 16


def test_townships_take_as_many_queries_for_two_as_for_twenty(client, officer):
    path = f"{LIST}townships/"
    for number in range(20):
        keep(officer, CommunityFactory(), "party")
        if number == 1:
            few = queries(client, path)
    assert queries(client, path) == few
    assert '20<span class="unit">100%</span>' in read(client, path)


def test_one_record_takes_as_many_queries_with_two_files_as_with_ten(client, officer):
    place = CommunityFactory()
    for number in range(10):
        added(officer, place, files.picture("PNG", number))
        if number == 1:
            few = queries(client, page_of(place))
    assert queries(client, page_of(place)) == few


def test_the_file_of_the_list_comes_back_unchanged_and_can_be_filled_in(client, officer):
    compound = CompoundFactory()
    keep(officer, compound, "internal_security", note="=1+1", information_officers=2)
    content = client.get(f"{LIST}records.xlsx").getvalue()
    found = upload(client, content, kind="work")
    assert (found.state, found.unchanged, found.errors) == ("done", 11, 0)


def test_nor_does_a_place_that_merged_since_stand_in_the_way(client, officer):
    place = CommunityFactory()
    keep(officer, place, note="支部已建")
    content = client.get(f"{LIST}records.xlsx").getvalue()
    place.closed_on = date(2026, 6, 1)
    place.save()
    found = upload(client, content, kind="work")
    assert (found.state, found.unchanged, found.errors) == ("done", 5, 0)
    book = load_workbook(BytesIO(content))
    book.active["F2"] = "又写了一句"
    found = upload(client, saved(book), kind="work")
    assert (found.state, found.errors) == ("refused", 1)


def test_no_other_form_of_file_is_found(client, officer):
    assert client.get(f"{LIST}records.pdf").status_code == 404


def test_a_closed_place_s_record_can_be_read_for_good(client, officer):
    place = CommunityFactory()
    keep(officer, place, note="支部已建")
    place.closed_on = date(2026, 6, 1)
    place.save()
    shown = read(client, page_of(place))
    assert "支部已建" in shown
    assert "已于 2026-06-01 撤并" in shown
