"""What a survey of few people is worth; surveys as a list, one by one and as a file; work and
satisfaction beside the results."""

import io

import pytest
from openpyxl import load_workbook

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from communities import actions as communities
from communities.actions import Entry
from evaluation import actions
from evaluation.models import Survey
from evaluation.year.import_plan import SurveyImport
from evaluation.year.resources import SurveyResource
from evaluation.year.satisfaction import interval, wilson
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    UserFactory,
    assessed_cycle,
    noticed_cycle,
)
from tests.jobs.uploads import confirm, page, run_job, upload
from tests.pages import text
from tests.queries import queries
from tests.sheets_files import xlsx_bytes
from wufaan.errors import DomainError
from wufaan.sheets import download
from wufaan.sheets.reading import read_table

pytestmark = pytest.mark.django_db
LIST = "/office/surveys/2025/"
HEADER = ["代码", "年度", "受访人数", "满意人数"]


def record(cycle, community, respondents, satisfied):
    actions.record_survey(
        cycle=cycle,
        community=community,
        respondents=respondents,
        satisfied=satisfied,
        by=User.objects.system(),
    )


def bring(rows, by, header=HEADER):
    table = read_table(xlsx_bytes([header, *rows]), "满意度.xlsx", SurveyResource)
    return SurveyImport.carry_out(table=table, by=by)


def figures() -> list[tuple]:
    return list(Survey.objects.order_by("pk").values_list("respondents", "satisfied"))


# ---- The interval ----


@pytest.mark.parametrize(
    ("satisfied", "respondents", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # R: binom::binom.confint(45, 50, methods = "wilson")
        (45, 50, 0.7864, 0.9565),
        (10, 10, 0.7225, 1.0000),
    ],
)
def test_the_interval_is_wilson_s(satisfied, respondents, low, high):
    assert wilson(satisfied, respondents) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("respondents", [1, 2, 30, 99, 1000])
def test_the_interval_holds_the_rate_and_stays_between_nothing_and_all(respondents):
    for satisfied in range(0, respondents + 1, max(1, respondents // 7)):
        low, high = wilson(satisfied, respondents)
        assert 0 <= low <= satisfied / respondents + 1e-12
        assert satisfied / respondents - 1e-12 <= high <= 1


def test_it_is_shown_where_fewer_than_a_hundred_were_asked():
    assert interval(45, 50) == "78.6–95.7%"
    assert interval(90, 99) != ""
    assert interval(90, 100) == ""
    assert interval(None, None) == ""


# ---- The list ----


def test_the_list_shows_rate_interval_and_what_is_missing(client, office):
    cycle = assessed_cycle()
    good, low, none = (CommunityFactory(name=n) for n in ("甸阳村", "文武村", "团树村"))
    CommunityFactory(name="在建苑", takes_part=False, not_taking_part_reason="在建")
    record(cycle, good, 50, 45)
    record(cycle, low, 200, 179)
    shown = text(client.get(LIST))
    assert "78.6–95.7%" in shown
    assert "在建苑" not in shown
    assert "所列共受访 250 人，满意 224 人" in shown
    for condition, names in {
        "missing": {"团树村"},
        "low": {"文武村"},
        "few": {"甸阳村"},
    }.items():
        shown = text(client.get(f"{LIST}?condition={condition}"))
        found = {place.name for place in (good, low, none) if f">{place.name}</a>" in shown}
        assert found == names, condition


@pytest.mark.parametrize(
    ("respondents", "satisfied", "low"),
    [(10, 9, False), (10, 8, True), (11, 9, True), (999_999, 899_999, True)],
)
def test_low_is_below_ninety_in_a_hundred_to_the_last_person(
    client, office, respondents, satisfied, low
):
    cycle = assessed_cycle()
    record(cycle, CommunityFactory(name="甸阳村"), respondents, satisfied)
    assert (">甸阳村</a>" in text(client.get(f"{LIST}?condition=low"))) == low


def test_the_address_without_a_year_leads_to_the_year_under_way(client, office):
    assert "还没有评选年度" in text(client.get("/office/surveys/"))
    assessed_cycle()
    assert client.get("/office/surveys/")["Location"] == LIST


def test_list_and_file_take_as_many_queries_for_two_as_for_twenty(client, office):
    cycle = assessed_cycle()
    paths = (LIST, f"{LIST}surveys.xlsx", f"{LIST}surveys.csv")
    for number in range(20):
        record(cycle, CommunityFactory(), 50, 45)
        if number == 1:
            few = [queries(client, path) for path in paths]
    assert [queries(client, path) for path in paths] == few


def test_one_is_put_on_record_and_a_refusal_keeps_what_was_typed(client, office):
    assessed_cycle()
    place = CommunityFactory(name="甸阳村")
    path = f"{LIST}{place.code}/"
    shown = text(client.post(path, {"respondents": "50", "satisfied": "51"}))
    assert "满意人数要在 0 和受访人数 50 之间" in shown
    assert 'value="51"' in shown
    client.post(path, {"respondents": "50", "satisfied": "45"})
    assert figures() == [(50, 45)]


def test_once_the_notice_is_out_the_page_says_so_and_takes_nothing(client, office):
    place = CommunityFactory()
    noticed_cycle()
    path = f"{LIST}{place.code}/"
    told = "2025 年度已经公示，不能再登记满意度。"
    assert told in text(client.get(path))
    assert told in text(client.get(LIST))
    shown = text(client.post(path, {"respondents": "50", "satisfied": "45"}))
    assert shown.count(told) == 1
    assert figures() == []


# ---- Files ----


def test_a_file_records_and_puts_right_and_leaves_blank_rows_alone(office):
    cycle = assessed_cycle()
    first, second, third = CommunityFactory(), CommunityFactory(), CommunityFactory()
    record(cycle, first, 50, 45)
    record(cycle, third, 60, 60)
    rows = [[first.code, 2025, 80, 72], [second.code, 2025, 30, 30], [third.code, 2025, "", ""]]
    assert str(bring(rows, office)) == "新增 1，更新 1，无变化 1"
    assert sorted(figures()) == [(30, 30), (60, 60), (80, 72)]
    assert str(bring(rows, office)) == "新增 0，更新 0，无变化 3"


def test_a_preview_says_the_figures_and_the_import_what_is_to_be_done_then(
    client, office, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    assessed_cycle()
    place = CommunityFactory(name="甸阳村")
    file_import = upload(client, [HEADER, [place.code, 2025, 80, 72]], kind="surveys")
    assert "受访 80 人，满意 72 人" in page(client, file_import)
    confirm(client, file_import)
    run_job(file_import)
    assert "重新评估之后才计入结果" in page(client, file_import)


def test_years_run_from_the_latest_and_the_one_shown_is_marked(client, office):
    assessed_cycle(2024), assessed_cycle(2025)
    shown = text(client.get("/office/surveys/2024/"))
    assert '<a href="/office/surveys/2024/" aria-current="true">2024</a>' in shown
    for path in ("/office/targets/", "/office/holidays/?year=2024"):
        shown = text(client.get(path))
        assert shown.index("?year=2025") < shown.index("?year=2024")


@pytest.mark.parametrize(
    ("values", "column", "reason"),
    [
        ({"代码": "530521199999"}, "代码", "没有代码为"),
        ({"年度": 2024}, "年度", "还没有建立 2024 年度"),
        ({"受访人数": 0, "满意人数": 0}, "受访人数", "至少是 1"),
        ({"满意人数": 51}, "满意人数", "0 和受访人数 50 之间"),
        ({"满意人数": ""}, "满意人数", "要么都填"),
        ({"满意人数": "大半"}, "满意人数", "不是数字"),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column_and_nothing_goes_in(office, values, column, reason):
    assessed_cycle()
    right = [CommunityFactory().code, 2025, 50, 45]
    row = dict(zip(HEADER, [CommunityFactory().code, 2025, 50, 45], strict=True)) | values
    with pytest.raises(DomainError, match=f"第 3 行“{column}”列.*{reason}"):
        bring([right, list(row.values())], office)
    assert figures() == []


def test_the_same_place_twice_is_refused(office):
    assessed_cycle()
    row = [CommunityFactory().code, 2025, 50, 45]
    with pytest.raises(DomainError, match="与第 2 行重复"):
        bring([row, row], office)


def test_a_year_on_notice_takes_no_file(office):
    place = CommunityFactory()
    noticed_cycle()
    with pytest.raises(DomainError, match="“年度”列：2025 年度已经公示"):
        bring([[place.code, 2025, 50, 45]], office)


def test_the_file_of_the_list_can_be_filled_in_and_brought_back(client, office):
    cycle = assessed_cycle()
    first, second = CommunityFactory(name="甸阳村"), CommunityFactory(name="文武村")
    record(cycle, first, 50, 45)
    book = load_workbook(io.BytesIO(client.get(f"{LIST}surveys.xlsx").getvalue()))
    sheet = book.active
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=2)}
    assert rows["甸阳村"][6].value == "78.6–95.7%"
    rows["文武村"][3].value, rows["文武村"][4].value = 40, 40
    out = io.BytesIO()
    book.save(out)
    found = upload(client, out.getvalue(), kind="surveys")
    assert "文武村 2025" in page(client, found)
    confirm(client, found)
    run_job(found)
    assert set(figures()) == {(50, 45), (40, 40)}
    assert Survey.objects.get(community=second).satisfied == 40


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_what_is_exported_and_imported_changes_nothing(client, office, format):
    cycle = assessed_cycle()
    CommunityFactory()
    record(cycle, CommunityFactory(), 50, 45)
    content = client.get(f"{LIST}surveys.{format}").getvalue()
    events = Event.objects.count()
    table = read_table(content, f"满意度.{format}", SurveyResource)
    assert str(SurveyImport.carry_out(table=table, by=office)) == "新增 0，更新 0，无变化 2"
    assert Event.objects.count() == events


def test_a_workbook_that_would_be_too_long_is_refused_and_a_csv_is_not(client, office, monkeypatch):
    assessed_cycle()
    CommunityFactory(name="甸阳村"), CommunityFactory(name="文武村")
    monkeypatch.setattr(download, "XLSX_LIMIT", 1)
    assert "XLSX 一次最多 1 个" in text(client.get(f"{LIST}surveys.xlsx", follow=True))
    assert "文武村" in client.get(f"{LIST}surveys.csv").getvalue().decode()
    assert client.get(f"{LIST}surveys.pdf").status_code == 404


# ---- Beside the results ----


def test_work_and_satisfaction_stand_beside_a_result_in_the_dossier_and_in_the_file(client, office):
    compound = CompoundFactory(name="静心苑", population=900, shops=0)
    cycle = assessed_cycle()
    record(cycle, compound, 50, 45)
    actions.assess(cycle=cycle, by=User.objects.system())
    communities.keep_work(
        community=compound,
        year=2025,
        entries={"internal_security": Entry("done", information_officers=1)},
        by=office,
    )
    listed = text(client.get("/office/cycles/2025/?text=静心苑"))
    assert ">1/6</td>" in listed
    assert "78.6–95.7%" in listed
    shown = text(client.get(f"/office/cycles/2025/verdicts/{compound.code}/"))
    assert "完成 1/6，未开展 5；信息员应建 2 名，已有 1 名" in shown
    assert "95% 区间 78.6–95.7%" in shown
    dossier = text(client.get(f"/office/dossiers/{compound.code}/"))
    assert f"/office/work/2025/{compound.code}/" in dossier
    assert "完成 1/6，未开展 5" in dossier
    book = load_workbook(io.BytesIO(client.get("/office/cycles/2025/verdicts.xlsx").getvalue()))
    head, *rows = book.active.iter_rows(values_only=True)
    row = next(dict(zip(head, r, strict=True)) for r in rows if r[1] == "静心苑")
    assert (row["台账已完成"], row["台账事项"]) == (1, 6)
    assert (row["信息员人数"], row["应建信息员"]) == (1, 2)
    assert row["满意度 95% 区间"] == "78.6–95.7%"


def test_an_officer_reads_the_work_in_the_dossier(client, office):
    place = CommunityFactory()
    communities.keep_work(community=place, year=2025, entries={"party": Entry("done")}, by=office)
    client.force_login(UserFactory(role=Role.OFFICER))
    shown = text(client.get(f"/office/dossiers/{place.code}/"))
    assert "完成 1/5，未开展 4" in shown
    assert "历年满意度" not in shown
