"""合并请示: one paper for all that go up to a level in a year."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from evaluation import actions as evaluation
from evaluation.models import Cycle, Honour, Level, Nomination
from papers.kinds import KINDS
from tests.factories import CommunityFactory, CompoundFactory, published_cycle
from tests.pages import text
from tests.papers.making import DAY, content, made, read
from tests.papers.reading import titles_of_sheets

pytestmark = pytest.mark.django_db

SUBMISSION = "/office/nominations/submission/"
NUMBER = "某公请〔2025〕9号"


@pytest.fixture(scope="module")
def two_years(kept) -> None:
    """Two places with both years running."""
    quiet = CommunityFactory(name="甸阳村", code="530521101001")
    CompoundFactory(name="金色家园", parent=quiet)
    published_cycle(2024, issuer="某县公安局")
    published_cycle(2025, issuer="某县公安局", surveys=[(quiet, 100, 95)])


@pytest.fixture
def cycle(two_years) -> Cycle:
    return Cycle.objects.get(year=2025)


def tables_of(cycle):
    return KINDS["joint"].content(cycle, "municipal").tables


def test_it_puts_forward_all_that_are_due_with_one_table_and_the_dossier_of_each(cycle):
    (paper,) = made("joint", cycle, number=NUMBER)
    summary, materials = tables_of(cycle)
    said = f"我县{len(summary.rows)}个小区、村社2024年度、2025年度连续保持县级称号"
    for format in ("docx", "pdf"):
        told = read(paper, format)
        assert "关于申报2025年度市级" in told
        assert said in told
        assert "“无发案小区”1个、“无发案村社”1个" in told
        assert "附件：1.申报名单汇总表2.申报材料（共2份）" in told
        assert told.count("两年评估结果") == 2
        assert told.count("2024年度创建台账") == told.count("2025年度创建台账") == 2
        for part in ("1.甸阳镇甸阳村", "2.甸阳镇金色家园"):
            assert part in told
        assert "（联系人" not in told
    village, compound = summary.rows
    assert village[1:3] == ["甸阳村", "530521101001"]
    assert village[4:] == ["2024-11-15\n2025-11-15", 0.95, "完成0/5\n未开展5"]
    assert compound[5] == "未测评"
    assert [title for title, _ in materials.parts] == ["1. 甸阳镇甸阳村", "2. 甸阳镇金色家园"]
    assert titles_of_sheets(content(paper, "xlsx")) == ["申报名单汇总表"]


def test_it_lists_who_waits_for_it_and_once_it_went_up_who_went_with_it(cycle):
    first, second = Nomination.objects.order_by("pk")
    submit([first], "某文〔2025〕1号")
    assert [row[1] for row in tables_of(cycle)[0].rows] == [second.second.name]
    submit([second], NUMBER)
    assert len(tables_of(cycle)[0].rows) == 2


def submit(nominations, number: str) -> None:
    evaluation.submit_nominations(
        nominations=nominations, document_number=number, on=DAY, by=User.objects.system()
    )


def test_where_nothing_goes_up_there_is_none():
    CommunityFactory()
    assert KINDS["joint"].subjects(published_cycle(2025)) == []


def test_each_level_has_its_own(cycle, no_pdf):
    latest = published_cycle(2026, issuer="某县公安局")
    risen = Honour.objects.filter(name="甸阳村").first().community
    for year in (2025, 2026):
        evaluation.record_results(
            communities=[risen],
            level=Level.MUNICIPAL,
            year=year,
            document_number=f"市〔{year + 1}〕1号",
            granted_on=date(year, 12, 1),
            by=User.objects.system(),
        )
    municipal, provincial = made("joint", latest)
    assert [paper.about for paper in (municipal, provincial)] == ["municipal", "provincial"]
    assert "申报市级“无发案小区”1个、“无发案村社”0个" in read(municipal)
    assert "省创建工作领导小组办公室：" in read(provincial)
    assert "连续保持市级称号，符合申报省级称号的条件" in read(provincial)
    assert "申报省级“无发案小区”0个、“无发案村社”1个" in read(provincial)


def test_whoever_records_the_submission_takes_number_and_day_from_it(client, office, cycle, no_pdf):
    chosen = "&".join(f"nomination={n.pk}" for n in Nomination.objects.order_by("pk"))
    assert "随合并请示" not in text(client.get(f"{SUBMISSION}?{chosen}"))
    made("joint", cycle, number=NUMBER)
    page = client.get(f"{SUBMISSION}?{chosen}")
    assert f"随合并请示{NUMBER}上报" in text(page)
    (link,) = (found.url for found in page.context["papers"])
    form = client.get(f"{SUBMISSION}{link}").context["form"]
    filled_in = {name: form[name].value() for name in ("document_number", "issuer", "on")}
    assert filled_in == {
        "document_number": NUMBER,
        "issuer": "某县公安局",
        "on": DAY.isoformat(),
    }
    client.post(f"{SUBMISSION}{link}", filled_in)
    one, other = Nomination.objects.order_by("pk")
    assert one.submitted_number == other.submitted_number == NUMBER
    assert f"看合并请示{NUMBER}" in text(client.get(f"/office/nominations/{one.pk}/"))


def test_a_nomination_leads_to_the_papers_that_hold_it_and_to_no_other(
    client, office, cycle, no_pdf
):
    first, second = Nomination.objects.order_by("pk")
    made("joint", cycle, number=NUMBER)
    submit([first], NUMBER)
    (later,) = made("joint", cycle, number="某公请〔2025〕10号")
    assert later.holds == [second.pk]
    pages = [text(client.get(f"/office/nominations/{n.pk}/")) for n in (first, second)]
    assert ["某公请〔2025〕10号" in page for page in pages] == [False, True]
    assert all(f"看合并请示{NUMBER}" in page for page in pages)
    both = text(client.get(f"{SUBMISSION}?nomination={first.pk}&nomination={second.pk}"))
    assert "某公请〔2025〕10号" not in both


def test_the_list_of_nominations_leads_to_it(client, office, cycle):
    assert 'href="/office/papers/2025/joint/"' in text(client.get("/office/nominations/"))
    submit(Nomination.objects.all(), NUMBER)
    assert "/joint/" not in text(client.get("/office/nominations/"))


def test_more_places_take_no_more_queries(cycle):
    with CaptureQueriesContext(connection) as few:
        tables_of(cycle)
    for number in range(3, 7):
        CommunityFactory(code=f"53052110100{number}")
    published_cycle(2026)
    bigger = published_cycle(2027)
    with CaptureQueriesContext(connection) as many:
        summary, _ = tables_of(bigger)
    assert len(summary.rows) == 6
    assert len(few) == len(many)
