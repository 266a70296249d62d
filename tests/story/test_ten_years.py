"""Ten years of an invented county, told year by year: rising, municipal, provincial, a late
homicide that undoes a title two years on, a merger, an upheld objection, a year in which the job
ran twice; and every paper and page is asked whether it knows."""

import hashlib
import io
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from audit.queries import verify_chain
from communities import actions as registry
from communities.actions.work import Entry
from communities.heads import WorkState
from communities.models import CommunityKind, Township
from evaluation import actions
from evaluation.models import (
    Honour,
    Level,
    Nomination,
    Notice,
    Objection,
    ObjectionState,
    ReReview,
)
from incidents import actions as incidents
from incidents.kinds import Kind
from plaques import actions as custody
from plaques import certificate
from plaques.models import Plaque, Recipient
from tests.pages import text
from tests.story.county import County, names_on
from wufaan.documents.pdf import render_pdf

COUNTY, MUNICIPAL, PROVINCIAL = Level.COUNTY, Level.MUNICIPAL, Level.PROVINCIAL


@pytest.mark.django_db
def test_ten_years_of_a_county(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    county = County(monkeypatch)
    the_printer_sets_one_certificate(monkeypatch)
    people_settle(county)
    the_programme_begins_2020(county)
    the_job_runs_twice_2021(county)
    an_objection_is_upheld_2022(county)
    one_reaches_the_province_2023(county)
    a_homicide_of_two_years_ago_comes_to_light_2024(county)
    a_company_changes_2025(county)
    a_title_taken_by_mistake_is_given_back_2026(county)
    a_number_was_mistyped_2026(county)
    a_village_gets_another_name_2026(county)
    two_villages_merge_2027(county)
    a_compound_comes_under_another_village_2028(county)
    the_leading_group_sends_the_list_back_2028(county)
    what_was_withheld_comes_on_a_list_of_its_own_2028(county, tmp_path)
    two_more_merge_with_a_case_on_each_side_2029(county)
    what_was_is_still_there_2029(county)
    the_site_is_carried_elsewhere(county, tmp_path / "site")


def the_printer_sets_one_certificate(monkeypatch):
    """All files have its bytes: to set fifty, and each once more in the file of its year, takes a
    fifth of the story, in which nobody reads one. tests/plaques does."""
    drawn = []

    def once(html: str, **how) -> bytes:
        if not drawn:
            drawn.append(render_pdf(html, **how))
        return drawn[0]

    monkeypatch.setattr(certificate, "render_pdf", once)


def people_settle(county):
    county.willow = county.village("530599101201", "柳溪村")
    county.bridge = county.village("530599101001", "石桥社区", CommunityKind.NEIGHBOURHOOD)
    county.cloud = county.village("530599101202", "云台村")
    county.plum = county.village("530599102201", "梅岭村")
    company = registry.add_company(
        code="91530521MA6K000002", name="安居物业服务有限公司", by=county.office
    )
    county.pines = county.compound(county.bridge, "松涛苑", company)
    county.bamboo = county.compound(county.bridge, "竹影苑")


def the_programme_begins_2020(county):
    """It began in March; a burglary before that is none of its business. A burglary filed as a
    crime costs a title, one that was no crime does not."""
    county.incident(county.plum, Kind.BURGLARY, date(2020, 6, 2), nature="criminal")
    county.incident(county.bamboo, Kind.BURGLARY, date(2020, 8, 1), nature="administrative")
    cycle = county.ordinary_year(2020)
    assert (cycle.starts_on, cycle.ends_on) == (date(2020, 3, 1), date(2020, 10, 31))
    assert county.outcomes()["梅岭村"] == "disqualified"
    assert county.named(2020) == {"柳溪村", "石桥社区", "云台村", "松涛苑", "竹影苑"}
    assert not Nomination.objects.exists()
    page = county.public("/years/2020/")
    assert "柳溪村" in page
    assert "梅岭村" not in page


def the_job_runs_twice_2021(county):
    """Beat calls each night and every message comes twice (County.november): the second run finds
    the first one's work. Gambling that the police found themselves does not count. In one village
    people are asked, its work is put on record, and it becomes an exemplar."""
    county.incident(county.pines, Kind.GAMBLING, date(2021, 4, 9), proactively_investigated=True)
    cycle = actions.open_cycle(year=2021, by=county.office)
    actions.record_survey(
        cycle=cycle, community=county.willow, respondents=120, satisfied=114, by=county.office
    )
    registry.keep_work(
        community=county.willow,
        year=2021,
        entries={"mass_prevention": Entry(WorkState.DONE, "巡逻队每晚两班。")},
        by=county.officers[county.willow.station.code],
    )
    county.november(2021)
    assert county.cycle.steps.filter(verb="assess").count() == 1
    assert county.cycle.verdicts.count() == 6
    chosen = {"act": "exemplar", "codes": county.willow.code}
    county.as_person(county.office).post("/office/cycles/2021/exemplars/choice/", chosen)
    county.put_on_notice()
    lines = text(Client().get("/notices/2021/list.txt")).splitlines()
    assert [line.split("\t")[3] for line in lines if line.endswith("*")] == ["柳溪村"]
    county.approve()
    county.publish()
    assert county.named(2021) == {"柳溪村", "石桥社区", "云台村", "梅岭村", "松涛苑", "竹影苑"}
    due = Nomination.objects.open().at(MUNICIPAL).in_year(2021)
    assert set(due.values_list("second__name", flat=True)) == county.named(2021) - {"梅岭村"}
    papers_of_the_year(county)


def papers_of_the_year(county):
    """What the office hands over in December: each paper says what the year was."""
    sheet = county.read(county.paper("approval"))
    assert "命名6个，其中“无发案小区”2个、“无发案村社”4个，先进典型1个。" in sheet
    assert "异议0件，已答复0件，其中成立0件。公示之后暂缓命名0个。" in sheet
    assert "新增1个，不再命名0个" in sheet
    east = county.read(county.paper("township", "530599101"))
    assert "参评小区、村社5个，经评估、公示和批准，命名5个" in east
    assert "“无发案村社”3个，先进典型1个。" in east
    assert "梅岭村" not in east
    west = county.read(county.paper("township", "530599102"))
    assert "参评小区、村社1个，经评估、公示和批准，命名1个" in west
    assert "梅岭村" in west
    briefing = county.read(county.paper("briefing"))
    assert "参评小区、村社6个。" in briefing
    assert "命名6个，其中“无发案小区”2个、“无发案村社”4个；选定先进典型1个。" in briefing
    assert "达标6个，占参评总数的100.0%，本年度目标为50%。" in briefing
    assert "松涛苑" in county.read(county.paper("company", "91530521MA6K000002"))
    assert county.plaque(county.willow, 2021).number in county.read(
        county.paper("handover", "530599101")
    )
    dossier = county.read(county.paper("nomination", "municipal-530599101201"))
    assert "柳溪村" in dossier
    assert "2020年度、2021年度连续保持县级无发案村社" in dossier
    assert "2021年度测评：受访120人，满意114人，满意度95.0%" in dossier
    assert "2021年度创建台账完成1/5" in dossier
    assert "巡逻队每晚两班。" in dossier
    assert county.cycle.notice.sha256 in county.read(county.paper("notice"))


def an_objection_is_upheld_2022(county):
    """A villager objects on the public page; the office finds it true. The published list stays,
    and says what was taken off it."""
    county.from_above(MUNICIPAL, 2021, date(2022, 3, 20), county.willow, county.bridge)
    risen = county.read(county.paper("commend", year=2021))
    assert "柳溪村" in risen
    assert "云台村" not in risen
    county.november(2022)
    notice = county.put_on_notice()
    before = Client().get("/notices/2022/list.txt").content
    entry = notice.entries.get(name="云台村")
    objects(county, entry)
    objection = Objection.objects.get()
    assert objection.contact == "13887654321"
    assert "还有 1 件异议没有答复" in county.try_to_approve()
    actions.answer(
        objection=objection,
        finding=ObjectionState.UPHELD,
        reply="反映的入室盗窃属实。",
        by=county.office,
    )
    county.approve()
    county.publish()
    objection.refresh_from_db()
    assert objection.contact == ""
    assert Client().get("/notices/2022/list.txt").content == before
    assert "云台村" not in county.named(2022)
    assert "云台村" in county.public("/notices/2022/")
    assert "更正" in county.public("/notices/2022/")
    assert "反映的入室盗窃属实" in status_of(objection)
    reply = county.read(county.paper("reply", objection.reference))
    assert "反映的入室盗窃属实" in reply
    assert "13887654321" not in reply


def objects(county, entry):
    page = "/notices/2022/objections/new/"
    sent_as = Client().get(page).context["form"]["sent_as"].initial
    typed = {
        "sent_as": sent_as,
        "entry": entry.position,
        "text": "五月有人家里被盗，没有算进去。",
        "contact": "13887654321",
    }
    assert Client().post(page, typed)["Location"] == "/objections/received/"


def status_of(objection) -> str:
    page = Client().post("/objections/", {"reference": objection.reference})
    return text(page)


def one_reaches_the_province_2023(county):
    """Two municipal years running open the provincial title. The western station forgets a month
    in a year that asks for all of them."""
    county.from_above(MUNICIPAL, 2022, date(2023, 3, 20), county.willow, county.bridge)
    county.from_above(PROVINCIAL, 2022, date(2023, 6, 20), county.willow)
    cycle = actions.open_cycle(year=2023, by=county.office)
    actions.configure(cycle=cycle, returns_policy="required", by=county.office)
    sign_but_one_month(county, 2023)
    county.ordinary_year(2023)
    assert county.outcomes()["梅岭村"] == "incomplete"
    assert "梅岭村" not in county.named(2023)
    assert county.standing(county.willow) == {
        *((COUNTY, year) for year in range(2020, 2024)),
        *((MUNICIPAL, year) for year in (2021, 2022)),
        (PROVINCIAL, 2022),
    }
    assert "省级" in county.public("/communities/530599101201/")


def sign_but_one_month(county, year: int):
    months = [date(year - 1, 11, 1), date(year - 1, 12, 1)]
    months += [date(year, month, 1) for month in range(1, 11)]
    county.clock.go_to(date(year, 11, 1))
    for station in county.stations.values():
        for month in months:
            if station.name == "西岭派出所" and month == date(year, 7, 1):
                continue
            incidents.sign_return(station=station, month=month, by=county.officers[station.code])


def a_homicide_of_two_years_ago_comes_to_light_2024(county):
    """It happened in a compound, in May 2022, out of a quarrel that nobody had settled. Compound
    and neighbourhood both lose the title of that year; what the neighbourhood had built on it
    falls with it, and its plaque is called back."""
    plaque = county.plaque(county.pines, 2022)
    deliver(county, plaque)
    assert "有效" in county.public(f"/verify/{plaque.number}/")
    day = date(2022, 5, 17)
    county.incident(
        county.pines, Kind.HOMICIDE, day, known=date(2024, 2, 1), dispute_escalated=True
    )
    assert {r for r in county.under_review() if r[2] == "late_determination"} == {
        ("松涛苑", 2022, "late_determination"),
        ("石桥社区", 2022, "late_determination"),
    }
    for place in (county.pines, county.bridge):
        revoke(county, place, 2022)
    assert county.standing(county.pines) == {(COUNTY, year) for year in (2020, 2021, 2023)}
    assert county.standing(county.bridge) == {
        *((COUNTY, year) for year in (2020, 2021, 2023)),
        (MUNICIPAL, 2021),
    }
    assert not Nomination.objects.open().filter(community=county.bridge).exists()
    listed = county.read(county.paper("company", "91530521MA6K000002", year=2022))
    assert "已撤销" in listed
    papers_after_a_loss(county)
    plaque.refresh_from_db()
    assert plaque.custody == "recalled"
    assert "已撤销" in county.public(f"/verify/{plaque.number}/")
    assert "已撤销" in county.public(f"/communities/{county.bridge.code}/")
    assert "松涛苑" in county.in_office("/office/plaques/recall/")
    custody.recover(plaques=[plaque], on=county.clock.day, by=county.office)
    # What last year asked for this year asks for too, unless the office says otherwise.
    cycle = actions.open_cycle(year=2024, by=county.office)
    assert cycle.returns_policy == "required"
    actions.configure(cycle=cycle, returns_policy="flag", target_percent=80, by=county.office)
    county.ordinary_year(2024)
    the_target_is_held_against_the_year(county)
    assert county.named(2024) >= {"松涛苑", "石桥社区"}
    # One year since the loss: nothing to put forward yet but what 2023 and 2024 make.
    due = Nomination.objects.open().filter(community=county.bridge)
    assert list(due.values_list("level", "year")) == [(MUNICIPAL, 2024)]


def the_target_is_held_against_the_year(county):
    assert "80%" in county.in_office("/office/targets/?year=2024")
    answer = county.as_person(county.office).get("/office/targets.xlsx")
    rows = load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    (of_all,) = [row for row in rows if (row[0], row[2]) == ("2024", "合计")]
    assert of_all[3:8] == (80, 6, 6, 100, "达到")


def papers_after_a_loss(county):
    """What is written of that year now counts without the two, and the next year's says so."""
    briefing = county.read(county.paper("briefing", year=2022))
    assert "命名3个，其中“无发案小区”1个、“无发案村社”2个" in briefing
    assert "参评而未命名的3个。其中命名后撤销、注销称号2个、暂缓命名1个。" in briefing
    assert "达标6个" in briefing
    next_year = county.read(county.paper("briefing", year=2023))
    assert "上一年度县级称号经复核撤销2个；因建制撤并注销0个。" in next_year
    east = county.read(county.paper("township", "530599101", year=2022))
    assert "其中命名后已经撤销、注销称号的2个" in east
    assert east.count("称号已撤销（2024-02-15）：查明2022年发生命案") == 2


def deliver(county, plaque):
    to = Recipient.PROPERTY_COMPANY
    custody.deliver(plaques=[plaque], recipient=to, on=county.clock.day, by=county.office)


def revoke(county, place, year: int):
    """By the office, on the page of the title."""
    honour = county.title(place, COUNTY, year)
    county.clock.go_to(max(county.clock.day, date(2024, 2, 15)))
    page = f"/office/honours/{honour.pk}/revocation/"
    typed = {
        "reason": f"查明 {year} 年发生命案，不符合评选标准第 1 项。",
        "on": county.clock.day,
        "confirmed": "on",
    }
    assert county.as_person(county.office).post(page, typed).status_code == 302


def a_company_changes_2025(county):
    """Another company looks after the compound: its titles are looked at again, something has to
    be put right by a day, and then they stay."""
    other = registry.add_company(
        code="91530521MA6K000015", name="新苑物业有限公司", by=county.office
    )
    county.clock.go_to(date(2025, 3, 3))
    county.change(county.pines, property_company=other)
    looked_at = list(ReReview.objects.unfinished().filter(cause="company_change"))
    assert [(r.honour.name, r.honour.year) for r in looked_at] == [("松涛苑", 2024)]
    actions.rectify(
        rereviews=looked_at, due_on=date(2025, 4, 1), demand="补签安防责任书。", by=county.office
    )
    county.clock.go_to(date(2025, 4, 2))
    overdue = county.in_office("/office/re-reviews/")
    assert "补签安防责任书" in overdue
    assert "已超期" in overdue
    actions.keep(rereviews=looked_at, note="已补签。", by=county.office)
    assert not any(cause == "company_change" for _, _, cause in county.under_review())
    before = county.standing(county.pines)
    county.ordinary_year(2025)
    assert county.standing(county.pines) == before | {(COUNTY, 2025)}


def a_title_taken_by_mistake_is_given_back_2026(county):
    """The homicide of 2021 had not happened in this village. What rested on the title up to the
    province fell with it; the leading group decides, and everything stands as before."""
    before, title = county.standing(county.willow), county.title(county.willow, COUNTY, 2021)
    county.clock.go_to(date(2026, 2, 10))
    deliver(county, title.plaque)
    revoke(county, county.willow, 2021)
    fallen = {(COUNTY, 2021), (MUNICIPAL, 2021), (MUNICIPAL, 2022), (PROVINCIAL, 2022)}
    assert county.standing(county.willow) == before - fallen
    county.clock.go_to(date(2026, 3, 10))
    page = f"/office/honours/{title.pk}/reinstatement/"
    document = {"document_number": "东西无案〔2026〕3号", "document_date": county.clock.day}
    typed = document | {"reason": "案发地认定有误，不在本村。", "confirmed": "1"}
    assert county.as_person(county.office).post(f"{page}new/", typed).status_code == 302
    assert "1 个待决定恢复" in text(county.as_person(county.leader).get("/office/dashboard/"))
    county.as_person(county.leader).post(page, {"decided": "1"})
    assert county.standing(county.willow) == before
    title.plaque.refresh_from_db()
    assert title.plaque.custody == "delivered"
    corrected = "2026 年 2 月 10 日的撤销决定已于 2026 年 3 月 10 日纠正（东西无案〔2026〕3号）"
    for path in (f"/verify/{title.plaque.number}/", f"/communities/{county.willow.code}/"):
        told = county.public(path)
        assert corrected.replace(" ", "") in "".join(told.split())
        assert "命案" not in told
    assert "案发地认定有误" in county.in_office(f"/office/honours/{title.pk}/")


def a_number_was_mistyped_2026(county):
    """The city's paper of 2022 had another number: both municipal titles that it named are put
    right, and keep what had been written down."""
    title = county.title(county.willow, MUNICIPAL, 2021)
    wrong, right = title.document_number, "市无案〔2022〕12号"
    typed = {"document_number": right, "granted_on": title.granted_on, "together": "on"}
    page = f"/office/corrections/naming/{title.pk}/"
    typed |= {"why": "文号录入有误。"}
    assert county.as_person(county.office).post(page, typed).status_code == 302
    for place in (county.willow, county.bridge):
        shown = county.public(f"/communities/{place.code}/")
        assert right in shown
        assert f"文号原为“{wrong}”" in shown
    assert f"{right}（文号原登记为“{wrong}”）" in county.read(county.paper("commend", year=2021))
    rows = [row for row in county.open_titles() if row["document_number"] == right]
    assert {row["name"] for row in rows} == {"柳溪村", "石桥社区"}


def a_village_gets_another_name_2026(county):
    """Papers of former years keep the name of their day, and the township: a neighbourhood moves
    into another one, its compounds with it."""
    old = Client().get("/notices/2020/list.txt").content
    county.clock.go_to(date(2026, 6, 1))
    county.change(county.willow, name="柳溪新村")
    county.change(county.bridge, township=Township.objects.get(name="西岭镇"))
    county.ordinary_year(2026)
    moved = {"石桥社区", "松涛苑", "竹影苑"}
    assert {year: in_township(county, "西岭镇", year) & moved for year in (2025, 2026)} == {
        2025: set(),
        2026: moved,
    }
    assert "石桥社区" in county.read(county.paper("township", "530599101", year=2025))
    assert "石桥社区" in county.read(county.paper("township", "530599102"))
    assert "柳溪新村" in county.named(2026)
    assert "柳溪村" in county.named(2025)
    assert Client().get("/notices/2020/list.txt").content == old
    assert county.plaque(county.willow, 2020).community_name == "柳溪村"


def in_township(county, name: str, year: int) -> set[str]:
    """By the open data."""
    rows = [row for row in county.open_titles() if row["year"] == str(year)]
    return {row["name"] for row in rows if row["township"] == name}


def two_villages_merge_2027(county):
    """No blame: its titles end with it. Its pages stay, and lead to where it went. Nobody knows
    the holidays of 2027: the notice says that it counts weekdays."""
    county.clock.go_to(date(2027, 5, 10))
    registry.merge(
        community=county.cloud, into=county.willow, on=date(2027, 5, 10), by=county.office
    )
    assert county.standing(county.cloud) == set()
    assert "已注销" in county.public(f"/communities/{county.cloud.code}/")
    assert "柳溪新村" in county.public(f"/communities/{county.cloud.code}/")
    assert "已注销" in county.public(f"/verify/{county.plaque(county.cloud, 2020).number}/")
    county.november(2027)
    assert "节假日表" in county.draft_notice()
    notice = county.put_on_notice()
    assert notice.ends_on == date(2027, 11, 10)  # five weekdays from Thursday the 4th
    county.approve()
    county.publish()
    assert "云台村" not in county.named(2027)


def a_compound_comes_under_another_village_2028(county):
    """It stays itself: titles, years running, plaque. Its code follows, and the old one still finds
    it."""
    before, former = county.standing(county.bamboo), county.bamboo.code
    county.clock.go_to(date(2028, 4, 1))
    typed = {"into": county.willow.code, "on": "2028-04-01", "recode": "on"}
    page = f"/office/registry/communities/{former}/move/"
    assert county.as_person(county.office).post(page, typed).status_code == 302
    county.bamboo.refresh_from_db()
    assert (county.bamboo.parent, county.bamboo.code[:12]) == (county.willow, county.willow.code)
    assert county.standing(county.bamboo) == before
    assert "有效" in county.public(f"/verify/{county.plaque(county.bamboo, 2020).number}/")
    for code in (former, county.bamboo.code):
        assert "竹影苑" in county.public(f"/communities/{code}/")
        assert "竹影苑" in county.in_office(f"/office/dossiers/{code}/")


def the_leading_group_sends_the_list_back_2028(county):
    """A case of October comes in before the notice, another after it, and neither is passed over:
    the office withholds the village and submits the list again."""
    october = date(2028, 10, 20)
    county.november(2028)
    first = county.report(county.plum, Kind.BURGLARY, october, nature="administrative")
    assert "“梅岭村”（达标，现在待认定）" in county.draft_notice()
    incidents.accept_proposal(incident=first, by=county.office)
    county.put_on_notice()
    second = county.report(county.plum, Kind.BURGLARY, october, nature="administrative")
    told = county.try_to_approve()
    assert "有评选期内的案（事）件没有认定。认定之后才能批准" in told
    assert second.number in told
    actions.send_back(cycle=county.cycle, reason="梅岭村的案件要再核。", by=county.leader)
    plum = county.cycle.verdicts.get(community=county.plum)
    actions.withhold(verdict=plum, reason="正在核查。", by=county.office)
    actions.resubmit(cycle=county.cycle, reason="已暂缓梅岭村。", by=county.office)
    county.cycle.refresh_from_db()
    county.approve()
    county.publish()
    assert "梅岭村" not in county.named(2028)
    assert "梅岭村" in county.public("/notices/2028/")
    incidents.accept_proposal(incident=second, by=county.office)


def what_was_withheld_comes_on_a_list_of_its_own_2028(county, folder):
    """That case was no crime either. The village goes before the public once more and is named as
    if it had been on the first list: same year, next number, years running."""
    first = Client().get("/notices/2028/list.txt").content
    numbers = set(Plaque.objects.of_year(2028).values_list("number", flat=True))
    cleared = {"clear-code": county.plum.code, "clear-reason": "案件不属刑事，已经查清。"}
    page = "/office/cycles/2028/supplement/"
    assert county.as_person(county.office).post(f"{page}clearing/", cleared).status_code == 302
    supplement = county.put_on_notice("supplement")
    assert [entry.name for entry in supplement.entries.all()] == ["梅岭村"]
    assert supplement.sha256 != county.cycle.notice.sha256
    assert "期满之后才能批准" in county.in_office("/office/cycles/2028-2/approval/")
    county.try_to_approve(supplement)
    assert "梅岭村" in county.named(2028)
    assert county.plaque(county.plum, 2028).number > max(numbers)
    assert Nomination.objects.at(MUNICIPAL).in_year(2028).of(county.plum).exists()
    assert Client().get("/notices/2028/list.txt").content == first
    written = folder / "2028.csv"
    call_command("export_verdicts", 2028, written, stdout=io.StringIO())
    assert f"{county.plum.code},梅岭村,village,qualified," in written.read_text("utf-8-sig")


def two_more_merge_with_a_case_on_each_side_2029(county):
    """What happened in the one counts against the other, which has a case of its own; only the one
    that ends loses its titles."""
    for place, day in ((county.plum, date(2029, 2, 3)), (county.bridge, date(2029, 3, 3))):
        county.incident(place, Kind.BURGLARY, day, nature="criminal")
    before = county.standing(county.bridge)
    county.clock.go_to(date(2029, 5, 10))
    typed = {"into": county.bridge.code, "on": "2029-05-10"}
    page = f"/office/registry/communities/{county.plum.code}/merger/"
    assert county.as_person(county.office).post(page, typed).status_code == 302
    assert (county.standing(county.plum), county.standing(county.bridge)) == (set(), before)


def what_was_is_still_there_2029(county):
    """Ten lists, each as it was published, and whoever asks finds what became of every title."""
    county.ordinary_year(2029)
    assert county.outcomes()["石桥社区"] == "disqualified"
    shown = county.in_office(f"/office/cycles/2029/verdicts/{county.bridge.code}/")
    assert "发生在原梅岭村" in shown
    assert "竹影苑" in county.named(2029)
    assert county.standing(county.bamboo) >= {(COUNTY, 2028), (COUNTY, 2029)}
    assert county.standing(county.willow) >= {(COUNTY, year) for year in range(2020, 2030)}
    for notice in Notice.objects.select_related("cycle"):
        text = Client().get(f"/notices/{notice.edition}/list.txt").content
        assert hashlib.sha256(text).hexdigest() == notice.sha256
        staff = county.as_person(county.office)
        assert staff.get(f"/office/cycles/{notice.cycle.year}/").status_code == 200
    for plaque in Plaque.objects.select_related("honour"):
        shown = county.public(f"/verify/{plaque.number}/")
        assert plaque.honour.get_state_display() in shown
        assert plaque.community_name in shown
    assert len(county.open_titles()) == Honour.objects.count()
    assert verify_chain().broken_at is None


def the_site_is_carried_elsewhere(county, folder):
    """Its pages say what the served ones say, of a title that was lost too."""
    call_command("export_public_site", folder, stdout=io.StringIO())
    for year in range(2020, 2030):
        carried = (folder / f"years/{year}/index.html").read_text()
        assert names_on(carried) == county.named(year)
        listed = (folder / f"notices/{year}/list.txt").read_bytes()
        assert listed == Client().get(f"/notices/{year}/list.txt").content
    for notice in Notice.objects.all():
        for form in ("pdf", "docx", "xlsx"):
            assert (folder / f"notices/{notice.edition}/list.{form}").stat().st_size
    for place in (county.bridge, county.pines):
        page = (folder / f"communities/{place.code}/index.html").read_text()
        assert "查明 2022 年发生命案" in page
        assert page.count("已撤销") == county.public(f"/communities/{place.code}/").count("已撤销")
