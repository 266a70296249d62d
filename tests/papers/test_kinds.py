"""What each kind of paper says, read back from its files."""

import re
from datetime import date

import pytest

from accounts.permissions import Role
from evaluation import actions as evaluation
from evaluation.models import (
    Cycle,
    Honour,
    Level,
    Objection,
)
from papers.kinds import KINDS
from papers.wording import fill
from plaques import actions as plaques
from plaques.models import Plaque
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    PropertyCompanyFactory,
    TownshipFactory,
    UserFactory,
    approved_cycle,
    found,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.papers.making import DAY, made, read, said
from tests.papers.years import (
    ISSUER,
    approved,
    granted,
    lodged,
    looked_after,
    subjects,
    system,
    uphold,
)
from wufaan.documents.official import Table

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    """甸阳村; 失格村 is not on it."""
    CommunityFactory(name="甸阳村", code="530521101001")
    found(CommunityFactory(name="失格村", code="530521101002"))
    noticed_cycle(2025, issuer=ISSUER)


@pytest.fixture
def cycle(on_notice) -> Cycle:
    return Cycle.objects.get(year=2025)


@pytest.fixture
def quiet():
    return CommunityFactory(name="甸阳村", code="530521101001")


@pytest.fixture
def broken():
    village = CommunityFactory(name="失格村", code="530521101002")
    return found(village)


def test_the_briefing_counts_the_year_and_names_the_commonest_criteria(quiet, broken):
    CompoundFactory(name="金色家园", parent=quiet)
    cycle = published_cycle(2025, issuer=ISSUER, target_percent=70)
    (paper,) = made("briefing", cycle)
    text = read(paper)
    assert "参评小区、村社3个" in text
    assert "命名2个，其中“无发案小区”1个、“无发案村社”1个" in text
    assert "达标2个，占参评总数的66.7%，本年度目标为70%" in text
    assert "第4项“入室盗窃、传销、诈骗等可防性刑事案件”1个" in text
    assert "合计" in read(paper, "xlsx")


def test_the_briefing_counts_by_outcome_who_was_not_named(quiet, broken):
    """What was withheld counts as withheld."""
    found(CommunityFactory(name="又失格村", code="530521101003"))
    CommunityFactory(name="由旺村", code="530521101005")
    report(CommunityFactory(name="未定村", code="530521101004"))
    cycle = noticed_cycle(2025, issuer=ISSUER)
    uphold(cycle, "甸阳村")
    text = said("briefing", approved(cycle))
    assert "参评而未命名的4个。其中不达标2个、" in text
    assert "暂缓命名1个" in text
    assert "公示时未认定1个" in text


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_the_notice_is_the_one_that_was_published_under_its_own_number(cycle, form):
    (paper,) = made("notice", cycle)
    assert paper.number == cycle.notice.number
    assert paper.dated == cycle.notice.starts_on
    assert cycle.notice.sha256 in read(paper, form)


@pytest.mark.parametrize("named", [True, False])
def test_papers_name_the_place_that_an_objection_misses_or_the_list(cycle, named):
    place = CommunityFactory(name="文武村", code="530521101009") if named else None
    told = "没有列入的文武村" if named else "公示名单"
    objection = lodged(cycle, entry=None, missing=place)
    office = UserFactory(role=Role.OFFICE)
    evaluation.answer(objection=objection, finding="rejected", reply="没有。", by=office)
    (subject,) = KINDS["reply"].subjects(cycle)
    assert subject.name == f"{objection.reference}（{told}）"
    assert KINDS["reply"].content(cycle, objection.reference).fields["针对"] == told
    tables = KINDS["approval"].content(cycle, "").tables
    (table,) = [table for table in tables if table.title == "异议及答复"]
    assert told in table.rows[0]


def test_a_reply_tells_the_finding_and_nothing_of_who_objected(cycle):
    objection = lodged(cycle, entry=cycle.notice.entries.get())
    assert subjects("reply", cycle) == []
    office = UserFactory(role=Role.OFFICE)
    evaluation.answer(
        objection=objection, finding="upheld", reply="经核查属实。\n已经暂缓。", by=office
    )
    text = read(made("reply", cycle, objection.reference)[0])
    for told in (objection.reference, "来信", "2025年11月4日", "异议成立，甸阳村暂缓命名"):
        assert told in text
    assert "经核查属实。已经暂缓。" in text
    assert "0875-0000001" not in text
    Objection.objects.update(reply="经核查属实。\r\n已经暂缓。")
    assert "经核查属实。已经暂缓。" in said("reply", cycle, objection.reference)
    assert "漏统计了案件" not in text


@pytest.mark.parametrize(
    ("channel", "how"),
    [("web", "在网上对"), ("letter", "来信对"), ("phone", "来电对"), ("visit", "来访对")],
)
def test_a_reply_says_how_and_against_what_the_objection_came(cycle, channel, how):
    title, office = f"《{cycle.notice.title}》", UserFactory(role=Role.OFFICE)
    for entry, what in ((cycle.notice.entries.get(), f"{title}中“甸阳村”"), (None, title)):
        objection = lodged(cycle, entry=entry, sent_as=f"form-{what}")
        evaluation.answer(objection=objection, finding="rejected", reply="没有。", by=office)
        Objection.objects.filter(pk=objection.pk).update(channel=channel)
        paper = KINDS["reply"].content(cycle, objection.reference)
        body = fill(KINDS["reply"].words.body, paper.fields)
        assert f"您于2025年11月4日{how}{what}提出的异议收悉。经核查，答复如下：" in body


def test_the_approval_sheet_has_the_hash_that_the_leading_group_approves(cycle):
    (paper,) = made("approval", cycle)
    text = read(paper)
    assert "现报请批准命名1个" in text
    assert cycle.notice.sha256 in text
    assert "领导小组意见" in text
    assert "失格村" not in text
    assert "2024年度没有命名，无从比较。" in text
    assert "新增" not in text
    assert "期满" not in text
    assert "没有答复" not in text


def test_the_opinion_of_the_leading_group_says_what_it_approved_and_by_which_post(cycle):
    leader = UserFactory(role=Role.LEADING, display_name="分管领导")
    assert subjects("opinion", cycle) == []
    evaluation.approve(cycle=cycle, on=date(2025, 11, 15), by=leader)
    leader.display_name = "后来的岗位"
    leader.save()
    text = read(made("opinion", cycle)[0])
    assert "同意命名1个，其中“无发案小区”0个、“无发案村社”1个" in text
    assert "分管领导于2025年11月15日在系统中批准" in text
    assert cycle.notice.sha256 in text
    assert "甸阳村" in text
    assert "失格村" not in text
    assert "暂缓命名" not in text
    assert "批准人签名" in text


def test_the_approval_sheet_is_compared_with_a_year_that_had_titles(quiet):
    published_cycle(2024)
    text = said("approval", noticed_cycle(2025, issuer=ISSUER))
    assert "与上一年度相比，新增0个，不再命名0个。" in text


@pytest.mark.parametrize(
    ("issuer", "group"),
    [
        ("某县公安局", "某县创建工作领导小组"),
        ("某县“创无”工作领导小组（试行）", "某县“创无”工作领导小组"),
        ("", "某县创建工作领导小组"),
    ],
)
def test_the_leading_group_is_asked_by_its_office_and_has_one_name(quiet, settings, issuer, group):
    settings.COUNTY_NAME = "某县"
    text = said("approval", noticed_cycle(2025, issuer=issuer))
    assert f"命名的呈批件{group}：" in text
    assert f"{group}办公室2025年12月1日" in text


def test_an_approval_sheet_made_while_the_notice_runs_says_so(cycle, it_is):
    it_is(date(2025, 11, 5))
    lodged(cycle, entry=cycle.notice.entries.get())
    text = said("approval", cycle)
    assert "公示到2025年11月7日才期满，本文是2025年11月5日的情况。" in text
    assert "还有1件异议正在核查，没有答复。" in text


def test_a_circular_where_nobody_was_named_has_no_list_of_names(broken):
    CommunityFactory(township=TownshipFactory(code="530521102"), code="530521102001")
    told = said("township", published_cycle(2025, issuer=ISSUER), "530521101")
    assert "经评估、公示和批准，没有命名的小区、村社。" in told
    assert "参评而未命名的1个，原因见附件。" in told
    assert "附件：甸阳镇未命名情况" in told


def test_plaques_go_to_the_township_until_they_have_gone(quiet):
    CommunityFactory(name="由旺村", code="530521101003")
    cycle = approved_cycle(2025, issuer=ISSUER)
    plaques.make(plaques=list(Plaque.objects.all()), by=system())
    assert subjects("handover", cycle) == []
    evaluation.publish(cycle=cycle, by=system())
    assert "移交2025年度“无发案小区”“无发案村社”证书牌匾2份" in said("handover", cycle)
    gone, here = Plaque.objects.order_by("number")
    plaques.deliver(plaques=[gone], recipient="township", on=DAY, by=system())
    text = read(made("handover", cycle)[0])
    assert here.number in text
    assert gone.number not in text
    assert "接收单位（盖章）" in text


def test_a_plaque_of_a_title_that_was_lost_stays_in_the_office(quiet):
    cycle = published_cycle(2025, issuer=ISSUER)
    plaques.make(plaques=list(Plaque.objects.all()), by=system())
    assert subjects("handover", cycle) == [quiet.township.code]
    lost = Honour.objects.get()
    evaluation.revoke(honour=lost, reason="漏报", on=lost.granted_on, by=system())
    assert subjects("handover", cycle) == []


UNBROKEN = re.compile(r"\d[\d-]{7,}(-X\d+)?|[^\d]*〔\d+〕\d+号")


def across(text: str) -> float:
    """In mm, in the size of a table's text."""
    return sum(0.64 if c.isascii() else 1 for c in text) * 10.5 / 72 * 25.4


def test_what_there_is_nothing_of_is_named_and_has_no_annex(quiet):
    cycle = noticed_cycle(2025, issuer=ISSUER)
    told = said("approval", cycle)
    assert "下列各项没有，不附表：异议及答复；暂缓命名；" in told
    assert "异议及答复" not in told.partition("附件：")[2]
    assert all(table.rows for table in KINDS["approval"].content(cycle, "").tables)


def test_codes_dates_and_numbers_have_the_width_that_they_take(quiet):
    """In the widest typeface that may stand in, which is set with 0.64 em to a figure: none is
    broken over two lines, and no head of a column."""
    looked_after(quiet)
    published_cycle(2024, rolls_up=False)
    cycle = published_cycle(2025, issuer=ISSUER, rolls_up=False)
    granted(quiet, Level.MUNICIPAL, 2025)
    plaques.make(plaques=list(Plaque.objects.all()), by=system())
    seen = set()
    for kind in KINDS.values():
        for subject in kind.subjects(cycle) if kind.content else []:
            for table in kind.content(cycle, subject.key).tables:
                # A folder holds papers of another kind.
                for row in table.rows if isinstance(table, Table) else []:
                    for text, (header, width) in zip(map(str, row), table.columns, strict=True):
                        assert across(header) <= width - 2.3, (kind.name, header)
                        if UNBROKEN.fullmatch(text):
                            seen.add(kind.name)
                            assert across(text) <= width - 2, (kind.name, header, text)
    assert seen == {name for name, kind in KINDS.items() if kind.content} - {"reply", "reminder"}


def test_numbers_in_texts_are_those_of_the_tables(quiet, broken):
    """Who takes no part, waits, or lost its title again is counted where it is listed."""
    company = PropertyCompanyFactory()
    for n in (11, 12):
        CompoundFactory(parent=quiet, property_company=company, code=f"{quiet.code}-X{n}")
    CommunityFactory(takes_part=False, not_taking_part_reason="整体搬迁")
    report(CommunityFactory())
    cycle = published_cycle(2025, issuer=ISSUER)
    lost = Honour.objects.get(community=quiet)
    evaluation.revoke(honour=lost, reason="漏报", on=date(2026, 4, 1), by=system())
    briefing = KINDS["briefing"].content(cycle, "")
    by_township, named = briefing.tables
    *_, total = by_township.rows
    assert [total[1], total[4]] == [int(briefing.fields[n]) for n in ("参评数", "命名数")]
    assert len(named.rows) == total[4] == 2
    assert int(briefing.fields["未命名数"]) == total[1] - total[4] == 3
    told = KINDS["company"].content(cycle, company.code)
    assert int(told.fields["小区数"]) == len(told.tables[0].rows) == 2
    assert int(told.fields["命名数"]) == sum("无发案" in row[-1] for row in told.tables[0].rows)
