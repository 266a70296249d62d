"""归档包: all of a year in one file for the record office, the same content as the same bytes."""

import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path
from shutil import copytree
from uuid import UUID, uuid4

import pytest
from django.test import override_settings
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from communities.models import Station
from evaluation import actions
from evaluation.models import Cycle, Inquiry, Objection, ObjectionChannel
from incidents.actions import determine
from incidents.models import Incident
from jobs import actions as jobs
from papers import actions as papers
from papers.models import Archive
from tests.communities.files import PNG
from tests.factories import (
    CommunityFactory,
    UserFactory,
    found,
    issued,
    issued_beside,
    noticed_cycle,
)
from tests.pages import text
from tests.papers.making import made, no_pdf_is_set
from tests.papers.reading import text_of
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

PAGE = "/office/archives/2025/"
CONTACT = "0875-0000077"
AFTERWARDS = date(2026, 1, 5)


@pytest.fixture(scope="module")
def year(kept, tmp_path_factory) -> Path:
    """With an objection that was answered, a photograph, a second notice after one that is void;
    approved. Where its files are."""
    office, leader = UserFactory(role=Role.OFFICE), UserFactory(role=Role.LEADING)
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=folder):
        approved_after_an_objection(office, leader)
    return folder


@pytest.fixture
def cycle(year, settings, tmp_path) -> Cycle:
    settings.MEDIA_ROOT = copytree(year, tmp_path / "media")
    settings.DEMO_DAY = AFTERWARDS
    return Cycle.objects.get(year=2025)


def approved_after_an_objection(office: User, leader: User) -> None:
    place = CommunityFactory(name="静水村")
    found(CommunityFactory(name="破庄村"))
    noticed = noticed_cycle(2025)
    actions.cancel_notice(notice=noticed.notice, reason="日期印错了", by=office)
    noticed.refresh_from_db()
    notice = issued(
        cycle=noticed,
        number="施无案公示〔2025〕2号",
        title="关于2025年度拟命名“无发案小区”“无发案村社”的公示",
        channels="地址：县公安局",
        starts_on=date(2025, 11, 4),
        working_days=5,
        on=date(2025, 11, 4),
        by=office,
    )
    posting = {"place": "公示栏", "posted_on": date(2025, 11, 4), "name": "a.png"}
    actions.add_posting(notice=notice, community=place, content=PNG, by=office, **posting)
    said = {"channel": ObjectionChannel.LETTER, "text": "漏统计了一处", "contact": CONTACT}
    given = {"received_on": date(2025, 11, 5), "sent_as": "1"}
    objection = actions.enter(notice=notice, by=office, **said, **given)
    actions.answer(
        objection=objection,
        finding="rejected",
        reply="已核实，没有。",
        on=date(2025, 11, 6),
        by=office,
    )
    noticed.refresh_from_db()
    with override_settings(DEMO_DAY=AFTERWARDS):
        actions.approve(cycle=noticed, on=date(2025, 11, 15), by=leader)


def published(cycle, office):
    actions.publish(cycle=cycle, on=date(2025, 11, 20), by=office)
    with no_pdf_is_set():
        made("notice", cycle, key=UUID(int=1))


def archived(client) -> bytes:
    client.post(f"{PAGE}order/", {"key": str(uuid4())})
    archive = Archive.objects.latest("pk")
    jobs.run(job_id=archive.job_id)
    archive.refresh_from_db()
    assert archive.job.state == "done", archive.job.error
    content = b"".join(client.get(f"/office/archives/files/{archive.pk}/"))
    assert hashlib.sha256(content).hexdigest() == archive.sha256
    return content


def test_a_year_is_archived_once_it_is_published(client, cycle, no_pdf, office):
    assert "公布年度名单之后" in text(client.get(PAGE))
    with pytest.raises(DomainError, match="公布年度名单之后"):
        papers.order_archive(cycle=cycle, key=uuid4(), by=office)
    published(cycle, office)
    assert "还没有做过" in text(client.get(PAGE))


def test_it_holds_the_year_and_lists_each_file_with_its_hash(client, cycle, office):
    published(cycle, office)
    archive = zipfile.ZipFile(io.BytesIO(archived(client)))
    names = archive.namelist()
    for name in (
        "1公示/2025年度公示.pdf",
        "1公示/2025年度公示（已作废）1.txt",
        "2异议/异议和答复.xlsx",
        "3批准/办理经过.xlsx",
        "3批准/呈批件（附签批页）-全县.pdf",
        "4文稿/2025年度公示-全县.docx",
        "5名单/2025年度称号.xlsx",
        "5名单/2025年度评估结果.xlsx",
    ):
        assert name in names, name
    assert any(name.startswith("6张贴/") for name in names)
    rows = load_workbook(io.BytesIO(archive.read("归档目录.xlsx"))).active.iter_rows(
        min_row=2, values_only=True
    )
    listed = {path: (size, sha256) for _, path, _, size, sha256 in rows}
    assert set(listed) == set(names) - {"归档目录.xlsx"}
    for path, (size, sha256) in listed.items():
        content = archive.read(path)
        assert (len(content), hashlib.sha256(content).hexdigest()) == (size, sha256), path
    page = text(client.get(PAGE))
    assert f"{len(listed)} 个" in page
    verbs = [event.verb for event in Event.objects.about(Archive.objects.get())]
    assert verbs == ["archive_ordered", "archive_made"]


@pytest.fixture
def supplement(cycle, office, leader):
    """Of the published year, for 破庄村: its case was found on again. Approved weeks later."""
    published(cycle, office)
    found_again = {"criterion": None, "counts": False, "reason": "不是入室盗窃", "by": office}
    determine(incident=Incident.objects.get(), **found_again)
    words = {"number": "施无案公示〔2025〕3号", "title": "补充公示", "channels": "信箱"}
    days = {"starts_on": date(2025, 12, 1), "working_days": 5, "on": date(2025, 12, 1)}
    notice = issued_beside(cycle=cycle, by=office, **words, **days)
    actions.approve_supplement(notice=notice, on=date(2025, 12, 15), by=leader)
    return notice


def test_each_approval_paper_bears_the_day_of_its_own_approval(client, supplement):
    archive = zipfile.ZipFile(io.BytesIO(archived(client)))
    of = "3批准/呈批件（附签批页）-{}.pdf"
    year = text_of("pdf", archive.read(of.format("全县")))
    later = text_of("pdf", archive.read(of.format(f"补充公示 {supplement.number}")))
    assert ("2025年11月15日" in year, "2025年12月15日" in later) == (True, True)


def test_what_stood_before_a_supplement_is_a_part_of_the_record(client, no_pdf, supplement):
    archive = zipfile.ZipFile(io.BytesIO(archived(client)))
    outcomes = [
        {row[1]: row[4] for row in load_workbook(io.BytesIO(archive.read(path))).active.values}
        for path in ("5名单/2025年度评估结果.xlsx", "5名单/2025年度评估结果（原来的）.xlsx")
    ]
    assert [each["破庄村"] for each in outcomes] == ["达标", "不达标"]
    assert "静水村" not in outcomes[1]


def test_what_a_station_was_asked_of_an_objection_is_filed_with_it(client, cycle, no_pdf, office):
    objection = Objection.objects.get()
    Inquiry.objects.create(
        objection=objection,
        station=Station.objects.first(),
        question="二栋有没有失窃",
        due_on=date(2025, 11, 6),
        asked_by=office,
        reply="没有失窃",
        replied_by=office,
        replied_at=timezone.now(),
        entry_key="1",
    )
    published(cycle, office)
    archive = zipfile.ZipFile(io.BytesIO(archived(client)))
    sheet = load_workbook(io.BytesIO(archive.read("2异议/异议和答复.xlsx")))["派出所核实"]
    row = dict(zip(*sheet.values, strict=True))
    assert row["受理编号"] == objection.reference
    told = (row["请核实什么"], row["状态"], row["核实情况"])
    assert told == ("二栋有没有失窃", "已回复", "没有失窃")


def test_a_former_answer_is_filed_and_so_is_each_step_with_who_took_it(
    client, cycle, no_pdf, office
):
    published(cycle, office)
    objection = Objection.objects.get()
    said = {"finding": "rejected", "reply": "又核实了一遍，没有。", "reason": "来信补充了情况"}
    actions.answer_again(objection=objection, by=office, **said)
    archive = zipfile.ZipFile(io.BytesIO(archived(client)))
    workbook = load_workbook(io.BytesIO(archive.read("2异议/异议和答复.xlsx")))
    assert workbook.sheetnames == ["异议", "原来的答复", "派出所核实"]
    head, former = workbook["原来的答复"].values
    assert head == ("受理编号", "答复日期", "结论", "答复", "再次答复的原因")
    told = ("异议不成立", "已核实，没有。", "来信补充了情况")
    assert (former[0], str(former[1])[:10], *former[2:]) == (
        objection.reference,
        "2025-11-06",
        *told,
    )
    steps = load_workbook(io.BytesIO(archive.read("3批准/办理经过.xlsx")))["办理经过"]
    head, *taken = steps.values
    assert head == ("日期", "事项", "岗位", "原因")
    assert [row[1] for row in taken][-2:] == ["批准", "公布年度名单"]
    assert taken[-1][:3] == ("2025年11月20日", "公布年度名单", office.post_at(timezone.now()))
    assert "日期印错了" in [row[3] for row in taken]


def test_how_to_reach_who_objected_is_in_none_of_it(client, cycle, no_pdf, office):
    published(cycle, office)
    Objection.objects.update(contact=CONTACT)  # as if it had not been erased
    archive = zipfile.ZipFile(io.BytesIO(archived(client)))
    sheet = load_workbook(io.BytesIO(archive.read("2异议/异议和答复.xlsx")))
    cells = [str(cell.value) for page in sheet for row in page for cell in row]
    assert "漏统计了一处" in cells
    assert CONTACT not in " ".join(cells)


def test_the_same_content_gives_the_same_bytes_on_any_day(client, cycle, office, it_is):
    published(cycle, office)
    first = archived(client)
    it_is(date(2026, 3, 1))
    assert archived(client) == first


def test_only_the_office_has_it_made_and_the_leading_group_takes_it_away(
    client, cycle, no_pdf, office, leader
):
    published(cycle, office)
    archived(client)
    client.force_login(leader)
    assert "下载" in text(client.get(PAGE))
    assert client.post(f"{PAGE}order/", {"key": str(uuid4())}).status_code == 404
    client.force_login(UserFactory(role=Role.OFFICER))
    assert client.get(PAGE).status_code == 404
    assert client.get(f"/office/archives/files/{Archive.objects.get().pk}/").status_code == 404
