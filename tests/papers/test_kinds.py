"""What each kind of paper says, read back from its files."""

import re
from datetime import date

import pytest

from accounts.models import User
from accounts.permissions import Role
from communities import actions as communities
from evaluation import actions as evaluation
from evaluation.models import (
    Cycle,
    Honour,
    Level,
    Nomination,
    Notice,
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
    assessed_cycle,
    found,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.papers.making import DAY, made, read
from wufaan.documents.official import Table

pytestmark = pytest.mark.django_db

ISSUER = "某县公安局"


@pytest.fixture
def quiet():
    return CommunityFactory(name="甸阳村", code="530521101001")


@pytest.fixture
def broken():
    village = CommunityFactory(name="失格村", code="530521101002")
    return found(village)


def system() -> User:
    return User.objects.system()


def subjects(kind: str, cycle) -> list[str]:
    return [subject.key for subject in KINDS[kind].subjects(cycle)]


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


def test_a_briefing_of_a_year_without_any_case_says_nothing_of_reasons(quiet):
    (paper,) = made("briefing", published_cycle(2025, issuer=ISSUER))
    assert "主要涉及" not in read(paper)


def test_the_briefing_tells_what_rose_and_what_was_lost(quiet):
    other = CommunityFactory(name="由旺村", code="530521101003")
    published_cycle(2024)
    cycle = published_cycle(2025, issuer=ISSUER)
    evaluation.record_results(
        communities=[quiet],
        level=Level.MUNICIPAL,
        year=2025,
        document_number="市〔2026〕1号",
        granted_on=date(2026, 3, 1),
        by=system(),
    )
    lost = Honour.objects.get(community=other, year=2024)
    evaluation.revoke(honour=lost, reason="漏报", on=date(2026, 4, 1), by=system())
    text = read(made("briefing", cycle)[0])
    assert "市级命名1个、省级命名0个" in text
    assert "上一年度县级称号经复核撤销1个" in text


def test_the_briefing_says_who_was_named_and_lost_the_title_again(quiet):
    CommunityFactory(name="由旺村", code="530521101003")
    cycle = published_cycle(2025, issuer=ISSUER)
    assert "其中" not in read(made("briefing", cycle)[0]).partition("未命名情况")[2]
    lost = Honour.objects.get(community=quiet)
    evaluation.revoke(honour=lost, reason="漏报", on=date(2026, 4, 1), by=system())
    text = read(made("briefing", cycle)[0])
    assert "参评而未命名的1个" in text
    assert "其中命名后撤销、注销称号1个。" in text


def test_the_briefing_counts_by_outcome_who_was_not_named(quiet, broken):
    """What was withheld counts as withheld."""
    found(CommunityFactory(name="又失格村", code="530521101003"))
    CommunityFactory(name="由旺村", code="530521101005")
    report(CommunityFactory(name="未定村", code="530521101004"))
    cycle = noticed_cycle(2025, issuer=ISSUER)
    uphold(cycle, "甸阳村")
    text = read(made("briefing", approved(cycle))[0])
    assert "参评而未命名的4个。其中不达标2个、" in text
    assert "暂缓命名1个" in text
    assert "公示时未认定1个" in text


def test_numbers_in_texts_are_those_of_the_tables(quiet, broken, company):
    """Who takes no part, waits, or lost its title again is counted where it is listed."""
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


@pytest.fixture
def company():
    return PropertyCompanyFactory(name="安居物业服务有限公司")


@pytest.fixture
def looked_after(quiet, company):
    """A compound that keeps its title and one with a theft, of one company."""
    fine, stolen = (
        CompoundFactory(
            name=name, parent=quiet, property_company=company, code=f"{quiet.code}-X{n}"
        )
        for n, name in ((11, "金色家园"), (12, "银色家园"))
    )
    return fine, stolen, found(stolen)


def test_a_company_is_told_facts_its_right_of_correction_and_how_long_they_hold(looked_after):
    _, _, theft = looked_after
    cycle = approved_cycle(2025, issuer=ISSUER, rolls_up=False)
    (paper,) = made("company", cycle)
    text = read(paper)
    for told in ("安居物业服务有限公司：", "91530521MA6K000002", "金色家园", "银色家园"):
        assert told in text
    assert theft.number in text
    assert "2025-03-01" in text
    assert "15个工作日内向出具单位书面申请更正" in text
    assert "至2026年10月31日" in text
    assert "不评分，不排名" in text
    assert "分数" not in text


def test_what_happened_under_a_company_stays_with_it_when_another_takes_over(looked_after, company):
    fine, stolen, _ = looked_after
    cycle = approved_cycle(2025, issuer=ISSUER, rolls_up=False)
    later = PropertyCompanyFactory(name="后来物业", code="91530521MA6K00001X")
    values = {f: getattr(stolen, f) for f in ("name", "kind", "station", "households")}
    values |= {f: getattr(stolen, f) for f in ("population", "shops", "opened_on")}
    communities.change(community=stolen, property_company=later, **values, by=system())
    assert subjects("company", cycle) == [company.code]
    assert "银色家园" in read(made("company", cycle)[0])


def of_company(cycle) -> list:
    return KINDS["company"].content(cycle, subjects("company", cycle)[0]).tables


def test_a_company_reads_which_title_a_compound_has_or_had(looked_after):
    fine, _, _ = looked_after
    cycle = noticed_cycle(2025, issuer=ISSUER, rolls_up=False)
    results, _ = of_company(approved(cycle))
    assert [row[-1] for row in results.rows] == ["县级无发案小区", "无"]
    honour = Honour.objects.get(community=fine)
    evaluation.revoke(honour=honour, reason="漏报", on=honour.granted_on, by=system())
    results, _ = of_company(cycle)
    assert results.rows[0][-1] == "县级无发案小区（已撤销）"


def test_a_company_reads_that_a_title_was_withheld_and_not_why(looked_after):
    cycle = noticed_cycle(2025, issuer=ISSUER, rolls_up=False)
    uphold(cycle, "金色家园")
    results, _ = of_company(approved(cycle))
    assert results.rows[0][-2:] == ["达标", "暂缓命名"]


def test_of_what_touches_on_people_a_company_reads_the_criterion_only(looked_after):
    _, stolen, _ = looked_after
    found(stolen, kind="organised_crime")
    cycle = approved_cycle(2025, issuer=ISSUER, rolls_up=False)
    text = read(made("company", cycle)[0])
    assert "第5项" in text
    assert "入室盗窃" in text
    assert "黑恶" not in text


def test_a_compound_without_a_company_has_no_list(quiet):
    CompoundFactory(parent=quiet)
    assert subjects("company", approved_cycle(2025)) == []


def test_commended_are_those_that_rose_with_the_place_of_a_compound(quiet):
    compound = CompoundFactory(name="金色家园", parent=quiet)
    published_cycle(2024)
    cycle = published_cycle(2025, issuer=ISSUER)
    assert subjects("commend", cycle) == []
    for community in (quiet, compound):
        evaluation.record_results(
            communities=[community],
            level=Level.MUNICIPAL,
            year=2025,
            document_number="市〔2026〕1号",
            granted_on=date(2026, 3, 1),
            by=system(),
        )
    text = read(made("commend", cycle)[0])
    assert "甸阳村党组织" in text
    assert "甸阳村金色家园党组织" in text
    assert "市〔2026〕1号" in text


def ending(year: int, community) -> Cycle:
    """That year's cycle after three years of county titles, municipal ones since the second."""
    cycles = [published_cycle(y, issuer=ISSUER) for y in range(year - 2, year + 1)]
    for risen in (year - 1, year):
        granted(community, Level.MUNICIPAL, risen)
    return cycles[-1]


def granted(community, level: Level, year: int) -> Honour:
    (honour,) = evaluation.record_results(
        communities=[community],
        level=level,
        year=year,
        document_number=f"{level.label}〔{year + 1}〕1号",
        granted_on=date(year + 1, 3, 1),
        by=system(),
    )
    return honour


def test_who_held_the_level_the_year_before_did_not_rise(quiet):
    assert subjects("commend", ending(2025, quiet)) == []


def test_who_rises_to_the_province_is_commended_once_for_that(quiet):
    cycle = ending(2025, quiet)
    granted(quiet, Level.PROVINCIAL, 2025)
    text = read(made("commend", cycle)[0])
    assert "有1个小区、村社的称号比上一年度升级，其中升为市级的0个、升为省级的1个" in text
    assert text.count("甸阳村党组织") == 1
    assert "省级〔2026〕1号" in text
    assert "市级〔2026〕1号" not in text


def test_a_higher_title_that_was_lost_again_is_not_commended(quiet):
    published_cycle(2024)
    cycle = published_cycle(2025, issuer=ISSUER)
    lost = granted(quiet, Level.MUNICIPAL, 2025)
    assert subjects("commend", cycle) == [""]
    evaluation.revoke(honour=lost, reason="漏报", on=date(2026, 4, 1), by=system())
    assert subjects("commend", cycle) == []


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_the_notice_is_the_one_that_was_published_under_its_own_number(quiet, form):
    cycle = noticed_cycle(2025, issuer=ISSUER)
    (paper,) = made("notice", cycle)
    assert paper.number == cycle.notice.number
    assert paper.dated == cycle.notice.starts_on
    assert cycle.notice.sha256 in read(paper, form)


def approved(cycle) -> Cycle:
    by = UserFactory(role=Role.LEADING)
    evaluation.approve(cycle=cycle, on=date(2025, 11, 15), by=by)
    cycle.refresh_from_db()
    return cycle


def uphold(cycle, name: str) -> None:
    """An objection against this one, found to be right."""
    objection = lodged(cycle, entry=cycle.notice.entries.get(name=name))
    office = UserFactory(role=Role.OFFICE)
    evaluation.answer(objection=objection, finding="upheld", reply="经核查属实。", by=office)


def lodged(cycle, **about):
    notice = Notice.objects.get(cycle=cycle)
    return evaluation.enter(
        notice=notice,
        channel="letter",
        text="名单里有一处漏统计了案件，请核查。",
        contact="0875-0000001",
        received_on=date(2025, 11, 4),
        by=system(),
        **{"sent_as": "form-1"} | about,
    )


@pytest.mark.parametrize("named", [True, False])
def test_papers_name_the_place_that_an_objection_misses_or_the_list(quiet, named):
    cycle = noticed_cycle(2025, issuer=ISSUER)
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


def test_a_reply_tells_the_finding_and_nothing_of_who_objected(quiet):
    cycle = noticed_cycle(2025, issuer=ISSUER)
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
    assert "经核查属实。已经暂缓。" in read(made("reply", cycle, objection.reference)[0])
    assert "漏统计了案件" not in text


@pytest.mark.parametrize(
    ("channel", "how"),
    [("web", "在网上对"), ("letter", "来信对"), ("phone", "来电对"), ("visit", "来访对")],
)
def test_a_reply_says_how_and_against_what_the_objection_came(quiet, channel, how):
    cycle = noticed_cycle(2025, issuer=ISSUER)
    title, office = f"《{cycle.notice.title}》", UserFactory(role=Role.OFFICE)
    for entry, what in ((cycle.notice.entries.get(), f"{title}中“甸阳村”"), (None, title)):
        objection = lodged(cycle, entry=entry, sent_as=f"form-{what}")
        evaluation.answer(objection=objection, finding="rejected", reply="没有。", by=office)
        Objection.objects.filter(pk=objection.pk).update(channel=channel)
        paper = KINDS["reply"].content(cycle, objection.reference)
        body = fill(KINDS["reply"].words.body, paper.fields)
        assert f"您于2025年11月4日{how}{what}提出的异议收悉。经核查，答复如下：" in body


def test_a_dossier_has_both_years_the_work_record_and_the_satisfaction(quiet):
    published_cycle(2024, surveys=[(quiet, 100, 91)])
    entry = communities.Entry("done", note="党群活动六次")
    communities.keep_work(community=quiet, year=2025, entries={"party": entry}, by=system())
    cycle = published_cycle(2025, surveys=[(quiet, 100, 95)])
    assert Nomination.objects.get().level == Level.MUNICIPAL
    (paper,) = made("nomination", cycle)
    text = read(paper)
    for told in (
        "申报甸阳村为市级无发案村社",
        "2024年度、2025年度连续保持县级无发案村社",
        "2024年度创建台账",
        "91.0%",
        "95.0%",
    ):
        assert told in text
    assert "受访100人，满意95人" in text
    assert "完成1/5" in text
    assert "党群活动六次" in text
    assert "未开展" in read(paper, "xlsx")


def test_what_is_no_longer_put_forward_has_no_dossier(quiet):
    published_cycle(2024)
    cycle = published_cycle(2025)
    assert subjects("nomination", cycle) == ["municipal-530521101001"]
    lost = Honour.objects.get(year=2024)
    evaluation.revoke(honour=lost, reason="漏报", on=date(2026, 4, 1), by=system())
    assert subjects("nomination", cycle) == []


def test_the_approval_sheet_has_the_hash_that_the_leading_group_approves(quiet, broken):
    cycle = noticed_cycle(2025, issuer=ISSUER)
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


def test_the_opinion_of_the_leading_group_says_what_it_approved_and_by_which_post(quiet, broken):
    cycle = noticed_cycle(2025, issuer=ISSUER)
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
    text = read(made("approval", noticed_cycle(2025, issuer=ISSUER))[0])
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
    text = read(made("approval", noticed_cycle(2025, issuer=issuer))[0])
    assert f"命名的呈批件{group}：" in text
    assert f"{group}办公室2025年12月1日" in text


def test_an_approval_sheet_made_while_the_notice_runs_says_so(quiet, it_is):
    it_is(date(2025, 11, 5))
    cycle = noticed_cycle(2025, issuer=ISSUER)
    lodged(cycle, entry=cycle.notice.entries.get())
    text = read(made("approval", cycle)[0])
    assert "公示到2025年11月7日才期满，本文是2025年11月5日的情况。" in text
    assert "还有1件异议正在核查，没有答复。" in text


def test_no_paper_for_others_has_the_reference_of_an_objection(looked_after):
    """Whoever has it may read the answer; only the reply and what is approved are about it."""
    cycle = noticed_cycle(2025, issuer=ISSUER, rolls_up=False)
    uphold(cycle, "金色家园")
    objection = Objection.objects.get()
    approved(cycle)
    told = {kind: read(made(kind, cycle)[0]) for kind in ("township", "company", "briefing")}
    assert "暂缓命名：异议成立" in told["township"]
    for kind, text in told.items():
        assert objection.reference not in text, kind


def test_a_circular_tells_of_an_annex_only_where_there_is_one(quiet):
    told = read(made("township", published_cycle(2025, issuer=ISSUER))[0])
    assert "先进典型0个。名单见附件。二、未命名情况参评的小区、村社都已命名。" in told
    assert "附件：甸阳镇命名名单" in told
    assert "未命名情况" not in told.partition("附件：")[2]
    code = "530521101002"
    CommunityFactory(takes_part=False, not_taking_part_reason="整体搬迁", code=code)
    told = read(made("township", published_cycle(2026, issuer=ISSUER))[0])
    assert "名单见附件1。" in told
    assert "另有1个不参加本年度评选，见附件2。" in told
    assert "附件：1.甸阳镇命名名单2.甸阳镇不参评情况" in told


def test_a_circular_where_nobody_was_named_has_no_list_of_names(broken):
    CommunityFactory(township=TownshipFactory(code="530521102"), code="530521102001")
    told = read(made("township", published_cycle(2025, issuer=ISSUER), "530521101")[0])
    assert "经评估、公示和批准，没有命名的小区、村社。" in told
    assert "参评而未命名的1个，原因见附件。" in told
    assert "附件：甸阳镇未命名情况" in told


def test_plaques_go_to_the_township_until_they_have_gone(quiet):
    CommunityFactory(name="由旺村", code="530521101003")
    cycle = approved_cycle(2025, issuer=ISSUER)
    plaques.make(plaques=list(Plaque.objects.all()), by=system())
    assert subjects("handover", cycle) == []
    evaluation.publish(cycle=cycle, by=system())
    assert "移交2025年度“无发案小区”“无发案村社”证书牌匾2份" in read(made("handover", cycle)[0])
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


def test_codes_dates_and_numbers_have_the_width_that_they_take(looked_after, quiet):
    """In the widest typeface that may stand in, which is set with 0.64 em to a figure: none is
    broken over two lines, and no head of a column."""
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


@pytest.mark.parametrize("name", [name for name in KINDS if name != "reminder"])
def test_there_is_none_before_the_notice_save_what_reminds_a_station(quiet, name):
    assert subjects(name, assessed_cycle(2025)) == []
