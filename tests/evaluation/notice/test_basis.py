"""What a list rests on: told before it is published and before it is signed, and what is missing
there acknowledged one by one."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from audit.models import Event
from communities import actions as communities
from evaluation import actions
from evaluation.models import Acknowledgement, Cycle, Notice, Survey
from evaluation.notice.basis import missing_below
from evaluation.notice.findings import shares_not_counting
from evaluation.notice.supplements import to_be_listed
from incidents import actions as incidents
from incidents.models import MonthlyReturn
from papers.kinds import approval as approval_paper
from tests.factories import (
    CommunityFactory,
    StationFactory,
    UserFactory,
    acknowledge_all,
    assessed_cycle,
    found,
    issued,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.pages import text
from tests.queries import queries
from wufaan.errors import DomainError
from wufaan.obstacles import Stopped

pytestmark = pytest.mark.django_db

NOVEMBER = date(2025, 11, 3)
WORDS = {"number": "1号", "title": "公示", "channels": "信箱", "starts_on": NOVEMBER}
PREVIEW = "/office/cycles/2025/notice/"
APPROVAL = "/office/cycles/2025/approval/"


@pytest.fixture(autouse=True)
def it_is_november(it_is):
    it_is(NOVEMBER)


@pytest.fixture(scope="module")
def drafted(kept) -> None:
    """A year in which nobody signed, asked, reported or kept a record."""
    CommunityFactory(name="甸阳村")
    CommunityFactory(name="由旺村")
    with override_settings(DEMO_DAY=NOVEMBER):
        actions.save_draft(cycle=assessed_cycle(2025), by=UserFactory(role=Role.OFFICE), **WORDS)


@pytest.fixture
def cycle(drafted, office) -> Cycle:
    return Cycle.objects.get(year=2025)


def sign(station, months, by) -> None:
    for month in months:
        MonthlyReturn.objects.create(station=station, month=month, incident_count=0, signed_by=by)


def survey(cycle, name, satisfied) -> None:
    place = cycle.verdicts.get(name=name).community
    Survey.objects.create(cycle=cycle, community=place, respondents=50, satisfied=satisfied)


def keep_record(cycle, name) -> None:
    place = cycle.verdicts.get(name=name).community
    place.work_records.create(year=cycle.year, head="party", state="under_way")


def missing(cycle) -> dict[str, str]:
    verdicts = to_be_listed(cycle, None)
    return {m.gap: m.told for m in missing_below(cycle, verdicts, NOVEMBER, supplement=False)}


def assess_again(cycle) -> None:
    actions.assess(cycle=cycle, on=NOVEMBER, by=cycle.steps.first().by)


def acknowledge(client, gap, words="", seen=None):
    if seen is None:
        forms = {line.gap: form for line, form in client.get(PREVIEW).context["basis_lines"]}
        seen = forms[gap].initial["seen"]
    data = {f"{gap}-seen": seen, f"{gap}-words": words}
    return client.post(f"{PREVIEW}basis/{gap}/", data, follow=True)


# ---- What is missing ----


def test_a_year_of_which_nothing_is_known_says_so_wherever_the_list_is_decided_on(
    client, cycle, leader
):
    told = [
        "1 个派出所 12 个月一份没签，达标结果不可靠，请催报后重新评估。",
        "1 个派出所评选期内没有上报过一件案（事）件，请核实有没有漏报。",
        "名单上的 2 个没有测评满意度。",
        "名单上的 2 个创建台账一项也没有开展。",
    ]
    ways = [
        "/office/dashboard/?year=2025#missing-returns",
        "/office/incidents/?since=2024-11-01&amp;until=2025-10-31",
        "/office/surveys/2025/?condition=missing",
        "/office/work/?year=2025&amp;condition=untouched",
    ]
    for page in (f"{PREVIEW}draft/", PREVIEW):
        shown = text(client.get(page))
        for sentence in (*told, *ways):
            assert sentence in shown, page
    acknowledge_all(cycle)
    actions.publish_draft(cycle=cycle, by=cycle.steps.first().by)
    client.force_login(leader)
    shown = text(client.get(APPROVAL))
    for sentence in (told[0].replace("后重新评估", ""), *told[1:], *ways):
        assert sentence in shown


def test_each_gap_is_told_of_whom_it_concerns(cycle, office):
    late = StationFactory(code="530521020000", name="二所")
    CommunityFactory(name="文武村", station=late)
    assess_again(cycle)
    sign(late, cycle.months_over(NOVEMBER)[:9], office)
    survey(cycle, "甸阳村", 44)
    survey(cycle, "由旺村", 45)
    keep_record(cycle, "甸阳村")
    assess_again(cycle)
    both = "甸阳派出所、二所"
    assert missing(cycle) == {
        "returns": "1 个派出所 12 个月一份没签、1 个派出所还缺 3 份零报告，达标结果不可靠，"
        "请催报后重新评估（甸阳派出所 12 个月、二所 3 个月）",
        "silent": f"2 个派出所评选期内没有上报过一件案（事）件，请核实有没有漏报（{both}）",
        "unsurveyed": "名单上的 1 个没有测评满意度（文武村）",
        "low": "名单上的 1 个满意度不到 90%（甸阳村）",
        "work": "名单上的 2 个创建台账一项也没有开展（由旺村、文武村）",
    }


def test_a_station_is_not_silent_where_one_that_became_part_of_it_reported(cycle, office):
    last = StationFactory()
    first, second = (StationFactory(code=f"5305210{n}000", name=f"{n}所") for n in (20, 30))
    report(CommunityFactory(name="文武村", station=first), on=date(2025, 3, 1))
    assert "silent" in missing(cycle)
    for station, into, on in [(first, second, date(2025, 5, 1)), (second, last, NOVEMBER)]:
        communities.close_station(station=station, into=into, on=on, by=office)
    assert "silent" not in missing(cycle)


def test_every_station_is_told_with_its_months_however_many_there_are(cycle, office):
    """On the page before it is acknowledged, in what is kept and on the paper."""
    for number in range(12):
        station = StationFactory(code=f"5305210{number + 20}000", name=f"第{number}所")
        CommunityFactory(station=station)
    sign(station, cycle.months_over(NOVEMBER)[:11], office)
    assess_again(cycle)
    notice = issued(cycle=cycle, by=office, **(WORDS | {"number": "2号"}))
    each = ["甸阳派出所 12 个月", *(f"第{n}所 12 个月" for n in range(11)), "第11所 1 个月"]
    kept = {a.gap: a.text for a in notice.acknowledgements.all()}
    assert f"（{'、'.join(each)}）" in kept["returns"]
    assert "第10所、第11所）" in kept["silent"]
    cycle.refresh_from_db()
    tables = {t.title: t.rows for t in approval_paper.content(cycle, "").tables}
    now = {row[0]: row[1] for row in tables["名单的依据：所缺和确认"]}
    assert f"（{'、'.join(each)}）" in now["缺零报告"]


def test_what_does_not_concern_the_list_is_not_missing_below_it(cycle, office):
    """Of a place that is not on it, and of a station that was never asked."""
    broken = CommunityFactory(station=StationFactory(code="530521020000", name="二所"))
    StationFactory(code="530521990000", name="没有辖区的所")
    found(broken)
    assess_again(cycle)
    assert "二所" not in "".join(missing(cycle).values())


def test_who_is_kept_off_by_a_pending_case_alone_is_counted(office):
    CommunityFactory(name="甸阳村")
    only, also_late = CommunityFactory(name="由旺村"), CommunityFactory(name="文武村")
    for place in (only, also_late):
        report(place)
    found(also_late)
    cycle = assessed_cycle(2025)
    assert missing(cycle)["pending"] == "另有 1 个只因案（事）件没有认定，不在名单上（由旺村）"
    actions.configure(cycle=cycle, satisfaction_policy="required", by=office)
    survey(cycle, "甸阳村", 50)
    cycle.refresh_from_db()
    assess_again(cycle)
    assert "pending" not in missing(cycle)


def test_a_year_without_gaps_is_published_without_a_word(client, cycle, office):
    place = cycle.verdicts.get(name="甸阳村").community
    sign(place.station, cycle.months_over(NOVEMBER), office)
    found(place, nature="administrative")
    for name in ("甸阳村", "由旺村"):
        survey(cycle, name, 50)
        keep_record(cycle, name)
    assess_again(cycle)
    assert "零报告、满意度、创建台账都齐全" in text(client.get(PREVIEW))
    assert actions.publish_draft(cycle=cycle, by=office).acknowledgements.count() == 0


@pytest.mark.parametrize("path", [PREVIEW, f"{PREVIEW}draft/", "/office/dashboard/?year=2025"])
def test_what_a_list_rests_on_is_looked_up_once(client, cycle, path):
    """For what stands in the way and for what the page shows together."""
    with CaptureQueriesContext(connection) as asked:
        assert "创建台账" in text(client.get(path))
    assert sum('"communities_workrecord"' in query["sql"] for query in asked) == 1


def test_publishing_looks_it_up_once(cycle, office):
    acknowledge_all(cycle)
    with CaptureQueriesContext(connection) as asked:
        actions.publish_draft(cycle=cycle, by=office)
    assert sum('"communities_workrecord"' in query["sql"] for query in asked) == 1


# ---- Acknowledged one by one ----


def test_each_is_acknowledged_by_itself_and_the_notice_keeps_it(client, cycle, office, leader):
    told = "名单的依据有缺，还没有逐项确认：缺零报告、全年没有上报、未测评满意度、创建台账空白。"
    with pytest.raises(Stopped, match=told):
        actions.publish_draft(cycle=cycle, by=office)
    assert told in text(client.get(PREVIEW))
    assert told in text(client.get("/office/dashboard/?year=2025"))
    acknowledge(client, "returns", "已电话催报两次。")
    for gap, left in [("silent", "未测评满意度、创建台账空白"), ("work", "未测评满意度")]:
        page = text(acknowledge(client, gap))
        assert f"还没有逐项确认：{left}。" in page
        assert 'name="seen"' not in page
    page = text(acknowledge(client, "unsurveyed"))
    assert "还没有逐项确认" not in page
    actions.publish_draft(cycle=cycle, by=office)
    notice = Notice.objects.get()
    kept = {a.gap: (a.text, a.words, a.by, a.on) for a in notice.acknowledgements.all()}
    assert list(kept) == ["returns", "silent", "work", "unsurveyed"]
    assert kept["returns"] == (
        "1 个派出所 12 个月一份没签，达标结果不可靠，请催报后重新评估（甸阳派出所 12 个月）",
        "已电话催报两次。",
        office,
        NOVEMBER,
    )
    client.force_login(leader)
    shown = text(client.get(APPROVAL))
    assert f"{office.display_name} 2025-11-03 确认：已电话催报两次。" in shown
    event = Event.objects.filter(verb="basis_acknowledged").order_by("sequence")[0]
    assert (event.data["told"], event.data["words"]) == kept["returns"][:2]


def test_another_figure_asks_again_and_shows_what_was_acknowledged(client, cycle, office):
    acknowledge_all(cycle)
    survey(cycle, "甸阳村", 50)
    assess_again(cycle)
    page = text(client.get(PREVIEW))
    assert "还没有逐项确认：未测评满意度。" in page
    was = "名单上的 2 个没有测评满意度（甸阳村、由旺村）"
    assert f"现在不同，请重新确认。原来确认的是：{was}" in page
    acknowledge_all(cycle)
    notice = actions.publish_draft(cycle=cycle, by=office)
    (kept,) = notice.acknowledgements.filter(gap="unsurveyed")
    assert kept.text == "名单上的 1 个没有测评满意度（由旺村）"


def test_the_same_number_of_other_places_asks_again(cycle, office):
    survey(cycle, "甸阳村", 50)
    assess_again(cycle)
    acknowledge_all(cycle)
    Survey.objects.update(community=cycle.verdicts.get(name="由旺村").community)
    assess_again(cycle)
    with pytest.raises(Stopped, match="还没有逐项确认：未测评满意度。"):
        actions.publish_draft(cycle=cycle, by=office)


def test_a_page_grown_old_acknowledges_nothing(client, cycle, office):
    page = client.get(PREVIEW)
    forms = {line.gap: form for line, form in page.context["basis_lines"]}
    survey(cycle, "甸阳村", 50)
    assess_again(cycle)
    told = text(acknowledge(client, "unsurveyed", "已安排。", forms["unsurveyed"].initial["seen"]))
    assert "您打开页面之后数字有变，现在是：名单上的 1 个没有测评满意度（由旺村）" in told
    assert "已安排。</textarea>" in told
    assert not Acknowledgement.objects.exists()


def test_personal_data_is_refused_and_what_was_typed_stays(client, cycle):
    told = text(acknowledge(client, "returns", "已催张三 13812345678"))
    assert "像手机号码" in told
    assert "已催张三 13812345678</textarea>" in told
    assert not Acknowledgement.objects.exists()


def test_twice_is_once_and_what_is_not_missing_is_not_acknowledged(client, cycle, office):
    for _ in range(2):
        actions.acknowledge(cycle=cycle, gap="work", by=office)
    assert Acknowledgement.objects.count() == 1
    with pytest.raises(DomainError, match="“满意度不到 90%”这一项现在没有缺"):
        actions.acknowledge(cycle=cycle, gap="low", by=office)
    assert client.get(f"{PREVIEW}basis/nothing/").status_code == 404


def test_after_a_cancellation_it_is_acknowledged_anew(cycle, office):
    acknowledge_all(cycle)
    notice = actions.publish_draft(cycle=cycle, by=office)
    actions.cancel_notice(notice=notice, reason="日期印错了。", by=office)
    assess_again(cycle)
    with pytest.raises(Stopped, match="还没有逐项确认"):
        actions.publish_notice(cycle=cycle, by=office, **(WORDS | {"number": "2号"}))
    assert notice.acknowledgements.count() == 4


@pytest.mark.parametrize("change", [{"text": "没有缺"}, {"words": "别的"}, {"notice": None}])
def test_what_was_acknowledged_is_never_changed(cycle, office, change):
    acknowledge_all(cycle)
    actions.publish_draft(cycle=cycle, by=office)
    with pytest.raises(DatabaseError, match="acknowledged"), transaction.atomic():
        Acknowledgement.objects.update(**change)
    with pytest.raises(DatabaseError, match="acknowledged"), transaction.atomic():
        Acknowledgement.objects.all().delete()


def test_a_supplementary_notice_answers_for_its_own_places_only(client, office):
    """Not for the year's list, nor for who is still kept off."""
    CommunityFactory(name="甸阳村")
    late = StationFactory(code="530521020000", name="二所")
    case, waiting = report(CommunityFactory(name="由旺村", station=late)), CommunityFactory()
    report(waiting)
    cycle = noticed_cycle(2025)
    incidents.determine(incident=case, criterion=None, counts=False, reason="查否", by=office)
    told = {**WORDS, "number": "2号", "on": NOVEMBER}
    told_by_stop = "缺零报告、未测评满意度、创建台账空白。确认之后"
    with pytest.raises(Stopped, match=told_by_stop):
        actions.publish_supplement(cycle=cycle, by=office, **told)
    actions.save_draft(cycle=cycle, supplement=True, by=office, **(WORDS | {"number": "2号"}))
    page = "/office/cycles/2025/supplement/"
    lines = client.get(page).context["basis_lines"]
    assert [line.missing.of for line, _ in lines] == ["二所 12 个月", "由旺村", "由旺村"]
    for line, form in lines:
        data = {f"{line.gap}-seen": form.initial["seen"]}
        client.post(f"{page}basis/{line.gap}/", data)
    notice = actions.publish_draft(cycle=cycle, supplement=True, by=office)
    assert notice.acknowledgements.count() == 3


# ---- How the office found ----


def test_what_does_not_count_is_told_by_kind_beside_the_years_before(client, office):
    place = CommunityFactory()
    for nature in ("criminal", "administrative", "administrative"):
        found(CommunityFactory(), nature=nature, on=date(2024, 5, 1))
    published_cycle(2024)
    found(place, nature="administrative")
    report(place)
    cycle = assessed_cycle(2025)
    (burglary,) = shares_not_counting(cycle)
    assert [(year, str(share)) for year, share in burglary.years] == [
        (2025, "1/1（100%）"),
        (2024, "2/3（67%）"),
    ]


def test_a_finding_turned_after_the_assessment_stands_on_the_preview(client, cycle, office):
    turned = found(CommunityFactory())
    assess_again(cycle)
    assert turned.number not in text(client.get(PREVIEW))
    incidents.determine(incident=turned, criterion=4, counts=False, reason="再次核实", by=office)
    for page in (PREVIEW, f"{PREVIEW}draft/"):
        assert f"{turned.number}</a>" in text(client.get(page))


# ---- Beside the names ----


@pytest.fixture
def noticed(cycle, office):
    """甸阳村, a model, was asked and is below; of 由旺村 only the returns are missing."""
    survey(cycle, "甸阳村", 44)
    survey(cycle, "由旺村", 50)
    keep_record(cycle, "由旺村")
    assess_again(cycle)
    code = cycle.verdicts.get(name="甸阳村").code
    actions.mark_exemplars(cycle=cycle, codes=[code], exemplar=True, by=office)
    issued(cycle=cycle, by=office, **WORDS)
    return Cycle.objects.get()


def names(client, flag) -> list[str]:
    lists = client.get(APPROVAL, {"flag": flag}).context["lists"]
    return [e.name for _, parts in lists for p in parts for _, lines in p.parts for e in lines]


def test_each_name_carries_what_is_missing_and_is_found_by_it(client, noticed):
    page = client.get(APPROVAL)
    assert {value: count for value, _, count in page.context["facets"] if value} == {
        "returns": 2,
        "unsurveyed": 0,
        "low": 1,
        "work": 1,
        "any": 2,
        "exemplar": 1,
        "exemplar_lacking": 1,
    }
    shown = text(page)
    for told in ("缺零报告 12 个月", "满意度 88.0%", "台账空白"):
        assert f'tag-lacking">{told}</span>' in shown
    assert names(client, "low") == names(client, "exemplar_lacking") == ["甸阳村"]
    assert names(client, "returns") == names(client, "no such") == ["甸阳村", "由旺村"]
    assert names(client, "unsurveyed") == []
    assert "没有这样的。" in text(client.get(APPROVAL, {"flag": "unsurveyed"}))


def test_what_was_made_good_since_is_no_longer_missing_and_says_what_was_known(
    client, noticed, office
):
    place = noticed.verdicts.get(name="甸阳村").community
    sign(place.station, noticed.months_over(NOVEMBER), office)
    shown = text(client.get(APPROVAL))
    assert "现在已经没有。公示之前确认的是：1 个派出所 12 个月一份没签" in shown.replace(
        "</p><p>", ""
    )
    assert names(client, "returns") == []


def test_the_paper_has_them_too(noticed, office):
    paper = approval_paper.content(noticed, "")
    tables = {table.title: table.rows for table in paper.tables}
    assert [(row[2], row[-1]) for row in tables["报批名单"]] == [
        ("甸阳村", "先进典型\n缺零报告12个月\n满意度88.0%\n台账空白"),
        ("由旺村", "缺零报告12个月"),
    ]
    gaps = {row[0]: row[1:] for row in tables["名单的依据：所缺和确认"]}
    now, then = gaps["满意度不到 90%"]
    assert now == "名单上的 1 个满意度不到 90%（甸阳村）"
    assert then.startswith("2025年11月3日，")
    assert then.endswith(f"确认：{now}")
    assert paper.fields["名单所缺"].endswith("办公室公示之前已经逐项确认，见附件")


def test_other_figures_than_those_acknowledged_are_not_called_acknowledged(
    client, noticed, leader, it_is
):
    """Neither where the leading group confirms, nor on the paper that it signs."""
    it_is(date(2025, 11, 17))
    village = noticed.verdicts.get(name="由旺村").community
    client.force_login(leader)
    seen = {"seen": client.get(APPROVAL).context["sheet"].sha256}
    blank = "创建台账空白：名单上的 {} 个创建台账一项也没有开展"
    told = "缺零报告：1 个派出所 12 个月一份没签，达标结果不可靠，请催报（办公室公示之前已确认）"
    before = text(client.post(f"{APPROVAL}grant/", seen))
    assert f"{blank.format(1)}（办公室公示之前已确认）" in before
    village.work_records.update(state="not_started")
    after = text(client.post(f"{APPROVAL}grant/", seen))
    assert f"{blank.format(2)}（公示之前确认的是另外的数）" in after
    assert told in before
    assert told in after
    said = approval_paper.content(noticed, "").fields["名单所缺"]
    assert said.endswith("创建台账空白，创建台账空白公示之前确认的是另外的数，见附件")


@pytest.mark.parametrize("path", [PREVIEW, APPROVAL])
def test_more_names_take_no_more_queries(client, office, it_is, path):
    def grow(count, year):
        for number in range(count):
            station = StationFactory(code=f"53052102{number}000", name=f"第{number}所")
            CommunityFactory(station=station)
            report(CommunityFactory(station=station), on=date(year, 3, 1))
            case = CommunityFactory(station=station)
            found(case, nature="administrative", on=date(year, 3, 1))

    grow(1, 2025)
    cycle = assessed_cycle(2025)
    actions.save_draft(cycle=cycle, by=office, **WORDS)
    acknowledge_all(cycle)
    if path == APPROVAL:
        actions.publish_draft(cycle=cycle, by=office)
    few = queries(client, path)
    it_is(later := date(2026, 11, 3))
    grow(5, 2026)
    cycle = assessed_cycle(2026)
    actions.save_draft(cycle=cycle, by=office, **(WORDS | {"number": "2号", "starts_on": later}))
    acknowledge_all(cycle)
    if path == APPROVAL:
        actions.publish_draft(cycle=cycle, by=office)
    assert queries(client, path.replace("2025", "2026")) == few
