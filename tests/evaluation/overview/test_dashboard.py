"""总览: where the year stands, what blocks it, what waits for somebody."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from accounts.permissions import Role
from communities.models import Community, CommunityKind
from evaluation import actions
from evaluation.models import (
    Cycle,
    Honour,
    Objection,
    ReReview,
)
from evaluation.notice.obstacles import ahead, obstacles
from evaluation.overview.waiting import waiting
from evaluation.year import targets
from evaluation.year.queries import missing_returns
from evaluation.year.shares import shares as shares_of
from incidents.actions import keep_finding, request_reconsideration, sign_return
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    StationFactory,
    TownshipFactory,
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
from wufaan.clock import today
from wufaan.obstacles import shown, why_not

pytestmark = pytest.mark.django_db

PATH = "/office/dashboard/"


def page(client, **data) -> str:
    return text(client.get(PATH, data))


def told(cycle, user, today=date(2025, 11, 20)) -> list[str]:
    cycle.refresh_from_db()
    return [obstacle.text for obstacle in shown(ahead(cycle, today), user)]


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    """One place, on notice in 2025."""
    CommunityFactory()
    noticed_cycle(2025, issuer="某", approval_basis="某")


@pytest.fixture
def noticed(on_notice) -> Cycle:
    return Cycle.objects.get()


# ---- Who ----


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_find_no_dashboard(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADING])
def test_office_and_leading_group_see_it(client, role):
    CommunityFactory()
    assessed_cycle(2025)
    client.force_login(UserFactory(role=role))
    assert "2025 年度，已评估" in page(client)


# ---- Which year ----


def test_without_any_year_it_says_how_one_begins(client, office):
    assert "还没有评选年度" in page(client)


def test_the_earliest_year_that_is_not_over_is_shown_and_any_other_can_be(client, office):
    CommunityFactory()
    published_cycle(2024)
    noticed_cycle(2025)
    actions.open_cycle(year=2026, by=office)
    assert Cycle.objects.current().year == 2025
    assert client.get(PATH).context["cycle"].year == 2025
    assert client.get(PATH, {"year": "2026"}).context["cycle"].year == 2026
    assert client.get(PATH, {"year": "2031"}).status_code == 404
    assert client.get(PATH, {"year": "neun"}).context["cycle"].year == 2025


def test_a_year_that_was_not_assessed_has_no_figures(client, office):
    actions.open_cycle(year=2025, by=office)
    assert "2025 年度还没有评估结果" in page(client)


def test_each_stage_says_when_it_was_or_will_be(client, noticed, office):
    shown = [(s.label, s.position, s.due) for s in client.get(PATH).context["stages"]]
    assert shown == [
        ("创建", "done", ""),
        ("评估", "done", ""),
        ("公示", "now", "公示至 2025-11-07"),
        ("批准", "later", "2025-11-08 起批准"),
        ("公布", "later", ""),
    ]


def test_a_year_that_was_sent_back_stands_between_notice_and_approval(client, noticed, office):
    actions.send_back(cycle=noticed, reason="再看一遍。", by=UserFactory(role=Role.LEADING))
    response = client.get(PATH)
    assert [s.position for s in response.context["stages"]][2] == "now"
    assert "领导小组退回：再看一遍。" in text(response)
    assert "/office/cycles/2025/resubmission/" in text(response)


# ---- Shares ----


def test_shares_count_those_that_take_part_by_kind_township_and_in_all():
    other = TownshipFactory(code="530521102", name="由旺镇")
    village = CommunityFactory()
    CommunityFactory(kind=CommunityKind.NEIGHBOURHOOD, township=other)
    found(CompoundFactory(parent=village, township=other))
    CommunityFactory(takes_part=False, not_taking_part_reason="在建")
    shares = shares_of(assessed_cycle(2025))
    assert (shares.whole.qualified, shares.whole.taking_part) == (1, 3)
    assert [(s.label, s.qualified, s.taking_part) for s in shares.kinds] == [
        ("小区", 0, 1),
        ("行政村、社区", 1, 2),
    ]
    assert [(s.label, s.percent) for s in shares.townships] == [("甸阳镇", 0), ("由旺镇", 50)]


def test_exemplars_are_measured_against_those_that_qualify(office):
    CommunityFactory()
    CommunityFactory()
    cycle = assessed_cycle(2025)
    actions.mark_exemplar(verdict=cycle.verdicts.first(), exemplar=True, by=office)
    assert shares_of(cycle).whole.exemplar_percent == 50


def test_a_share_tells_how_many_of_the_qualified_are_withheld(client, office):
    CommunityFactory()
    CommunityFactory()
    cycle = assessed_cycle(2025)
    assert "暂缓" not in page(client)
    actions.withhold(verdict=cycle.verdicts.first(), reason="监控没有验收", by=office)
    link = f"/office/cycles/{cycle.year}/?decision=withheld"
    assert f'2 个达标（<a href="{link}">暂缓 1 个</a>）' in page(client)


def test_every_assessed_year_is_in_the_trend_with_its_target():
    CommunityFactory()
    published_cycle(2020)
    published_cycle(2021)
    reached = [(y.cycle.year, y.whole.share.percent, y.whole.target) for y in targets.years()]
    assert reached == [(2020, 100, 30), (2021, 100, 50)]


def test_charts_name_themselves_and_the_figures_stand_beside_them(client, office):
    CommunityFactory()
    assessed_cycle(2025)
    shown = page(client)
    for words in ("<title>甸阳镇达标率</title>", "<title>历年达标率</title>", "100.0%，目标 70%"):
        assert words in shown
    assert 'style="' not in shown


# ---- What waits ----


def test_missing_returns_are_told_by_station_in_the_order_of_codes(office):
    CommunityFactory()
    CommunityFactory(station=StationFactory(code="530521020000", name="由旺派出所"))
    StationFactory(code="530521990000", name="没有辖区的所")
    cycle = actions.open_cycle(year=2025, by=office)
    for station in ("530521010000", "530521020000"):
        for month in (date(2024, 11, 1), date(2024, 12, 1)):
            if (station, month.month) != ("530521020000", 12):
                sign_return(station=StationFactory(code=station), month=month, by=office)
    missing = missing_returns(cycle, date(2025, 2, 3))
    assert [(station.name, months) for station, months in missing.items()] == [
        ("甸阳派出所", [date(2025, 1, 1)]),
        ("由旺派出所", [date(2024, 12, 1), date(2025, 1, 1)]),
    ]


def test_a_month_is_missing_only_when_it_is_over_and_in_the_period(office):
    cycle = actions.open_cycle(year=2025, by=office)
    assert cycle.months_over(date(2024, 11, 30)) == []
    assert cycle.months_over(date(2024, 12, 1)) == [date(2024, 11, 1)]
    assert len(cycle.months_over(date(2030, 1, 1))) == 12


def test_undetermined_incidents_of_the_year_keep_places_off_the_list(office):
    report(CommunityFactory())
    report(CommunityFactory(), on=date(2025, 11, 5))
    cycle = assessed_cycle(2025, returns_policy="ignore")
    waits = waiting(cycle, office, date(2025, 11, 20))
    assert (waits.undetermined, waits.undetermined_of_year) == (2, 1)
    assert "本年度还有 1 件案（事）件没有认定" in "".join(told(cycle, office))


@pytest.mark.parametrize(
    ("policy", "words"),
    [("required", "辖区不能列入公示"), ("flag", "达标结果不可靠"), ("ignore", "")],
)
def test_missing_returns_weigh_as_the_year_s_policy_says(office, policy, words):
    CommunityFactory()
    cycle = actions.open_cycle(year=2025, by=office)
    actions.configure(
        cycle=cycle, returns_policy=policy, issuer="某", approval_basis="某", by=office
    )
    cycle.refresh_from_db()
    sentence = f"1 个派出所 12 个月一份没签，{words}，请催报后重新评估。"
    assert told(cycle, office) == ([sentence] if words else [])


def test_a_blank_issuer_leads_to_the_settings_only_who_may_set_it(office):
    CommunityFactory()
    cycle = assessed_cycle(2025, returns_policy="ignore")
    acknowledge_all(cycle, on=date(2025, 11, 20))
    for user, url in ((office, "/office/cycles/2025/settings/"), (UserFactory(role="leading"), "")):
        (blank,) = shown(ahead(cycle, date(2025, 11, 20)), user)
        assert blank.url == url


def test_a_year_assessed_on_trial_is_not_over_yet(client, office, it_is):
    """Time will tell: what comes next says so, not what is in the way."""
    CommunityFactory()
    cycle, day = assessed_cycle(2025), date(2025, 6, 1)
    it_is(day)
    stops = why_not(obstacles(cycle, "publish_notice", day))
    assert stops == "评选期到 2025年10月31日才结束，之后才能公示。"
    assert f"{stops}现在的结果是试评" in page(client)
    assert "发布公示…" not in page(client)
    assert stops not in told(cycle, office, day)


def test_while_the_public_may_object_the_overview_says_what_stops_the_approval(
    client, noticed, office, it_is
):
    it_is(day := noticed.notice.ends_on)
    stops = why_not(obstacles(noticed, "approve", day))
    assert stops == "公示至 2025年11月7日，期满之后才能批准。"
    assert f"{stops}期间可提出异议" in page(client)


def test_unanswered_objections_of_this_year_block_approval(noticed, office):
    Objection.objects.create(
        notice=noticed.notice,
        reference="YY1",
        channel="web",
        text="有异议",
        received_on=date(2025, 11, 4),
        due_on=date(2025, 11, 19),
    )
    assert told(noticed, office) == ["还有 1 件异议没有答复，由办公室答复之后才能批准。"]


def test_the_overview_tells_which_objections_are_late(client, noticed, office, it_is):
    notice = noticed.notice
    for number, due_on in enumerate([date(2025, 11, 19), date(2025, 11, 20)]):
        Objection.objects.create(
            notice=notice,
            reference=f"YY{number}",
            channel="web",
            text="有异议",
            received_on=date(2025, 11, 4),
            due_on=due_on,
        )
    waits = [waiting(notice.cycle, office, date(2025, 11, day)) for day in (19, 20, 21)]
    assert [w.overdue_objections for w in waits] == [0, 1, 2]
    client.force_login(office)
    it_is(date(2025, 11, 20))
    page = text(client.get("/office/dashboard/"))
    assert 'href="/office/objections/?due=overdue">1 件超期' in page


def test_nothing_blocks_what_is_approved(office):
    CommunityFactory()
    assert told(published_cycle(2025), office) == []


# ---- Titles to look at again ----


def test_titles_to_look_at_again_are_counted_with_what_must_be_put_right(client, office):
    places = [CommunityFactory() for _ in range(3)]
    published_cycle(2024)
    assert "没有需要复核的" in page(client)
    for place in places:
        found(place, on=date(2024, 6, 1))
    first, second, _ = ReReview.objects.all()
    for rereview, days in ((first, 30), (second, 60)):
        due_on = today() + timedelta(days=days)
        actions.rectify(rereviews=[rereview], due_on=due_on, demand="补装单元门。", by=office)
    waits = waiting(Cycle.objects.get(), office, today() + timedelta(days=31))
    assert (waits.rereviews, waits.rectifying, waits.overdue) == (1, 2, 1)
    assert "另有限期整改 2 个" in page(client)


# ---- Cost ----


def test_a_larger_county_takes_no_more_queries(client, office):
    def grow(number):
        station = StationFactory(code=f"5305210{number}0000", name=f"第{number}所")
        township = TownshipFactory(code=f"53052110{number}", name=f"第{number}镇")
        for place in (CommunityFactory(station=station, township=township) for _ in range(2)):
            found(place, on=date(2024, 5, 5))
            report(CompoundFactory(parent=place, station=station, township=township))

    grow(2)
    published_cycle(2023)
    published_cycle(2024)
    assessed_cycle(2025)
    few = queries(client, PATH)
    for number in range(3, 7):
        grow(number)
    for place in Honour.objects.filter(year=2023).select_related("community"):
        found(place.community, on=date(2023, 5, 5))
    actions.assess(cycle=Cycle.objects.get(year=2025), by=User.objects.system())
    assert queries(client, PATH) == few


def test_the_figures_lead_from_one_to_the_next(client, office):
    """What qualifies, less what is withheld, is named; the list has those withheld since, too."""
    places = [CommunityFactory() for _ in range(6)]
    Community.objects.filter(pk=places[0].pk).update(
        takes_part=False, not_taking_part_reason="拆迁"
    )
    cycle = assessed_cycle(2025)
    actions.withhold(verdict=cycle.verdicts.get(community=places[1]), reason="核实", by=office)
    put_on_notice(cycle, office)
    actions.send_back(cycle=cycle, reason="核实", by=UserFactory(role=Role.LEADING))
    actions.withhold(verdict=cycle.verdicts.get(community=places[2]), reason="核实", by=office)
    shown = page(client)
    assert "5 个达标，暂缓 2 个，拟命名 3 个。公示名单 4 个，其中公示之后暂缓的 1 个" in shown
    assert "100.0%" in text(client.get("/office/cycles/"))
    home = text(client.get("/"))
    assert "拟命名 4 个小区和村社，其中 1 个公示后暂缓。" in home


def put_on_notice(cycle, office) -> None:
    words = {"number": "", "title": "公示", "channels": "信箱", "starts_on": date(2025, 11, 3)}
    issued(cycle=cycle, by=office, **words)


def test_what_was_sent_back_and_submitted_again_says_so(client, noticed):
    leader, office = UserFactory(role=Role.LEADING), UserFactory(role=Role.OFFICE)
    client.force_login(leader)
    pages = (PATH, "/office/cycles/2025/")
    for path in pages:
        assert "再次报请批准" not in text(client.get(path))
    actions.send_back(cycle=noticed, reason="请再核实。", by=leader)
    assert "2025 年度，退回核查" in page(client)
    actions.resubmit(cycle=noticed, reason="已核实。", on=date(2025, 11, 14), by=office)
    for path in pages:
        shown = text(client.get(path))
        assert "办公室核查后于 2025年11月14日再次报请批准，核查情况在报批材料" in shown


def test_from_its_november_on_a_year_that_is_not_set_up_is_missed(client, office, it_is):
    CommunityFactory()
    published_cycle(2025)
    words = '2026 年度还没有建立。<a class="keep" href="/office/cycles/open/">去建立</a>'
    for day, missed in ((date(2026, 10, 31), False), (date(2026, 11, 2), True)):
        it_is(day)
        assert (words in page(client)) == missed
    client.force_login(UserFactory(role=Role.LEADING))
    assert "2026 年度还没有建立。" in page(client)
    assert "去建立" not in page(client)
    actions.open_cycle(year=2026, by=office)
    assert "还没有建立" not in page(client)


# ---- 申请重新认定 ----


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADING])
def test_what_a_station_asks_to_be_found_anew_is_told_until_it_is_answered(client, role):
    place = CommunityFactory()
    assessed_cycle(2025)
    incident = found(place, on=date(2025, 3, 1))
    client.force_login(UserFactory(role=role))
    assert "申请重新认定" not in page(client)
    officer = UserFactory(role=Role.OFFICER)
    request_reconsideration(incident=incident, reason="定性有误", by=officer)
    told = page(client)
    assert "1 件申请重新认定" in told
    assert f"最早 {today()} 申请" in told
    assert ('href="/office/queue/">1 件' in told) == (role == Role.OFFICE)
    keep_finding(incident=incident, reason="认定无误", by=UserFactory(role=Role.OFFICE))
    assert "申请重新认定" not in page(client)
