"""What comes back over HTTP, to whom, and at what cost."""

from datetime import date
from urllib.parse import quote

import pytest
from django.urls import reverse

from accounts.permissions import Role
from communities.models import CommunityKind
from evaluation import actions
from evaluation.models import Cycle, Honour, Notice, Verdict
from jobs import actions as jobs
from jobs.models import Job
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    TownshipFactory,
    UserFactory,
    approved_cycle,
    assessed_cycle,
    found,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.pages import text

pytestmark = pytest.mark.django_db


def sign_in(client, role: Role):
    user = UserFactory(role=role)
    client.force_login(user)
    return user


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    """One place, on notice in 2025."""
    CommunityFactory()
    noticed_cycle(2025)


@pytest.fixture
def noticed(on_notice) -> Cycle:
    return Cycle.objects.get()


# ---- What anyone may see ----


def test_home_says_until_when_one_may_object(client, noticed, it_is):
    it_is(date(2025, 11, 5))
    page = text(client.get("/")).replace("\N{NO-BREAK SPACE}", " ")
    assert "公示至 11 月 7 日" in page
    assert "还有 2 天" in page


def plain(response) -> str:
    return text(response).replace("\N{NO-BREAK SPACE}", " ")


def test_between_approval_and_publication_the_notice_says_that_a_list_will_come(client):
    CommunityFactory()
    cycle = approved_cycle(2025)
    for page in ("/", "/notices/2025/"):
        assert "已批准命名，名单将公布。" in text(client.get(page))
    assert "现在没有公示" not in text(client.get("/"))
    actions.publish(cycle=cycle, on=date(2025, 11, 20), by=UserFactory(role=Role.OFFICE))
    assert "现在没有公示" in text(client.get("/"))
    page = text(client.get("/notices/2025/"))
    assert '名单已公布：<a href="/years/2025/">2025 年度名单</a>' in page


def test_once_over_it_says_that_objections_are_looked_into_only_while_one_is_open(
    client, noticed, it_is
):
    notice = noticed.notice
    it_is(date(2025, 11, 12))
    for page in ("/", "/notices/2025/"):
        assert "公示已于 11 月 7 日结束，正在报请批准。" in plain(client.get(page))
    notice.objections.create(
        reference="YY1",
        channel="letter",
        text="有盗窃",
        received_on=notice.starts_on,
        due_on=notice.ends_on,
    )
    for page in ("/", "/notices/2025/"):
        assert "正在核查异议、报请批准。" in text(client.get(page))


def test_an_end_in_another_year_says_in_which(client, noticed, it_is):
    it_is(date(2026, 11, 12))
    assert "公示已于 2025年11月7日结束" in text(client.get("/"))


def test_the_list_of_a_year_says_who_named_when_and_on_which_notice_it_rests(client):
    CommunityFactory()
    published_cycle(2025, issuer="某县人民政府")
    page = text(client.get("/years/2025/"))
    assert "命名单位：某县人民政府" in page
    assert "2025年11月15日批准" in page
    assert "2025年11月20日公布" in page
    assert '公示：<a href="/notices/2025/">施无案公示〔2025〕1号</a>' in page


def test_home_without_anything_says_how_it_begins(client):
    page = text(client.get("/"))
    assert "现在没有公示" in page
    assert "还没有公布过年度名单" in page


@pytest.mark.parametrize(
    ("format", "start"),
    [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("txt", b"wufaan-list")],
)
def test_the_notice_can_be_taken_away_in_every_form(client, noticed, format, start):
    response = client.get(f"/notices/2025/list.{format}")
    assert response.content.startswith(start)
    assert quote(f"2025年度公示.{format}") in response["Content-Disposition"]


def test_there_is_no_other_form_of_the_notice(client, noticed):
    assert client.get("/notices/2025/list.exe").status_code == 404


def test_the_list_of_a_year_is_not_there_before_it_is_published(client, noticed):
    assert client.get("/years/2025/").status_code == 404


def test_the_list_of_a_year_by_kind(client):
    CompoundFactory(name="善洲花园", parent__name="甸阳村")
    published_cycle(2025)
    page = text(client.get("/years/2025/", {"kind": CommunityKind.COMPOUND}))
    assert "善洲花园" in page
    assert "甸阳村" not in page


def test_a_revoked_title_is_shown_as_such_with_its_reason(client, office):
    place = CommunityFactory()
    published_cycle(2025)
    actions.revoke(
        honour=Honour.objects.get(), reason="复核发现漏报", on=date(2026, 5, 6), by=office
    )
    page = text(client.get(f"/communities/{place.code}/"))
    assert "已撤销" in page
    assert "2026年5月6日撤销<span>：复核发现漏报</span>" in page
    assert "已撤销" in text(client.get("/years/2025/"))


def test_a_community_that_never_had_a_title_has_no_public_page(client):
    place = CommunityFactory()
    found(place)
    CommunityFactory()
    published_cycle(2025)
    assert client.get(f"/communities/{place.code}/").status_code == 404


def test_every_public_page_says_that_reporting_is_never_penalised(client):
    for path in ("/", "/verify/", "/sign-in/"):
        assert "如实报告从不受处罚" in text(client.get(path))


def test_the_policy_lets_no_inline_script_or_style_in(client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy


# ---- Who may do what ----

GETS = ["", "settings/", "notice/", "notice/draft/", "approval/", "resubmission/"]
GETS += ["publication/", "verdicts.xlsx"]
POSTS = [
    "assessment/",
    "settings/",
    "notice/draft/",
    "notice/publication/",
    "notice/corrections/",
    "notice/extension/",
    "approval/grant/",
    "approval/sending-back/",
    "resubmission/",
    "resubmission/withholding/",
    "resubmission/1/",
    "publication/",
]
SEEN_BY_BOTH = {"", "approval/", "verdicts.xlsx"}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_find_no_cycles(client, role):
    CommunityFactory()
    assessed_cycle(2025)
    sign_in(client, role)
    assert client.get("/office/cycles/").status_code == 404
    for path in GETS:
        assert client.get(f"/office/cycles/2025/{path}").status_code == 404, path
    for path in POSTS:
        assert client.post(f"/office/cycles/2025/{path}").status_code == 404, path
    assert client.get("/office/", follow=True).status_code == 200


def test_the_leading_group_sees_and_approves_and_nothing_else(client, noticed):
    sign_in(client, Role.LEADING)
    found_paths = {p for p in GETS if client.get(f"/office/cycles/2025/{p}").status_code == 200}
    assert found_paths == SEEN_BY_BOTH
    code = Verdict.objects.get().code
    for path in ("exemplar/", "withholding/"):
        path = f"/office/cycles/2025/verdicts/{code}/{path}"
        assert client.post(path, {"chosen": "1", "reason": "x"}).status_code == 404


def test_the_office_cannot_approve(client, noticed, office):
    for path in ("grant/", "sending-back/"):
        assert client.post(f"/office/cycles/2025/approval/{path}").status_code == 404
    assert Cycle.objects.get().state == "noticed"


def test_who_is_not_signed_in_is_sent_to_the_sign_in_and_back(client):
    response = client.get("/office/cycles/2025/?outcome=pending")
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/?next=/office/cycles/2025/")


def test_each_role_begins_where_its_work_is(client, office):
    assert client.get("/office/")["Location"] == "/office/dashboard/"
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    assert client.get("/office/")["Location"] == "/office/accounts/"


# ---- What is done with a year ----


def test_asking_twice_for_an_assessment_is_one_job(client, office):
    actions.open_cycle(year=2025, by=office)
    for _ in range(2):
        assert client.post("/office/cycles/2025/assessment/")["Location"] == "/office/cycles/2025/"
    assert Job.objects.count() == 1


def test_a_year_that_is_on_notice_cannot_be_assessed_and_the_page_says_why(client, noticed, office):
    response = client.post("/office/cycles/2025/assessment/", follow=True)
    assert "现在的状态是“公示中”" in text(response)
    assert not Job.objects.exists()


def test_opening_the_next_year_twice_opens_one(client, office):
    assessed_cycle(2025)
    first = client.post("/office/cycles/open/", {"year": "2026"})
    assert first["Location"] == "/office/cycles/2026/settings/"
    second = client.post("/office/cycles/open/", {"year": "2026"}, follow=True)
    assert "已经建立" in text(second)
    assert Cycle.objects.count() == 2


SETTINGS = {
    "starts_on": "2024-11-01",
    "ends_on": "2025-10-31",
    "returns_policy": "required",
    "satisfaction_policy": "ignore",
    "target_percent": "70",
    "exemplar_percent": "10",
    "issuer": "某县人民政府",
    "approval_basis": "",
}


def test_changed_settings_must_be_assessed_again(client, office):
    assessed_cycle(2025)
    told = text(client.post("/office/cycles/2025/settings/", SETTINGS, follow=True))
    assert "设置已保存" in told
    cycle = Cycle.objects.get()
    assert (cycle.state, cycle.returns_policy, cycle.rolls_up) == ("open", "required", False)
    assert cycle.issuer == "某县人民政府"


def test_a_period_of_some_days_is_taken_and_pointed_out(client, office):
    assessed_cycle(2025)
    data = SETTINGS | {"starts_on": "2025-10-12"}
    words = "评选期 2025-10-12 至 2025-10-31 一共 20 天，不是一年左右"
    assert words in text(client.post("/office/cycles/2025/settings/", data, follow=True))
    assert words in text(client.get("/office/cycles/2025/settings/"))
    assert words in text(client.get("/office/dashboard/"))


def test_a_year_whose_forerunner_is_not_over_says_so(client, noticed, office):
    actions.open_cycle(year=2026, by=office)
    for page in ("/office/cycles/2026/", "/office/dashboard/?year=2026"):
        assert "2025 年度公示中，还没有公布" in text(client.get(page))


def test_while_certificates_are_made_the_page_says_what_is_waited_for(client, office):
    CommunityFactory()
    approved_cycle(2025)
    for page in ("/office/cycles/2025/", "/office/dashboard/"):
        shown = text(client.get(page))
        assert "证书制作完成后，由领导小组办公室公布年度名单" in shown
        assert "公布年度名单…" not in shown
    assert "制作证书" in text(client.get("/office/cycles/2025/"))
    Job.objects.update(state="done")
    assert "公布年度名单…" in text(client.get("/office/cycles/2025/"))


def test_publishing_says_that_contacts_go_and_afterwards_what_is_left(client, office):
    CommunityFactory()
    cycle = approved_cycle(2025)
    cycle.notice.objections.create(
        reference="YY1",
        channel="letter",
        text="去年有人家被盗",
        contact="0875-1234567",
        received_on=date(2025, 11, 5),
        due_on=date(2025, 11, 19),
        state="rejected",
        reply="已经核查。",
        answered_by=office,
        answered_on=date(2025, 11, 6),
    )
    assert "联系方式（1 条）同时清除" in text(client.get("/office/cycles/2025/publication/"))
    page = text(client.post("/office/cycles/2025/publication/", follow=True))
    for rest in ("nominations", "plaques", "papers"):
        assert f'<a href="/office/{rest}/?year=2025">' in page


def test_the_page_of_a_year_that_was_sent_back_says_why(client, noticed, office):
    actions.send_back(cycle=noticed, reason="再看一遍。", by=UserFactory(role=Role.LEADING))
    page = text(client.get("/office/cycles/2025/"))
    assert "领导小组退回：再看一遍。" in page
    assert "/office/cycles/2025/resubmission/" in page


def test_when_an_assessment_has_ended_a_message_says_how(client, office):
    CommunityFactory(), found(CommunityFactory())
    cycle = actions.open_cycle(year=2025, by=office)
    job = actions.request_assessment(cycle=cycle, by=office)
    jobs.run(job_id=job.pk)
    asked = {"HX-Request": "true", "X-Poll": "1", "X-Tell": "1"}
    assert client.get(f"/office/jobs/{job.pk}/", headers=asked)["HX-Refresh"] == "true"
    page = text(client.get("/office/cycles/2025/"))
    assert "已评估 2 个小区和村社：达标 1 个、不达标 1 个。" in page


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        ("2024-10-01", "2025-10-31", "与 2024 年度（2023-11-01 至 2024-10-31）重叠 31 天"),
        (
            "2024-12-01",
            "2025-10-31",
            "与 2024 年度（2023-11-01 至 2024-10-31）之间空了 30 天：2024-11-01 至 2024-11-30",
        ),
        ("2024-11-01", "2025-11-02", "与 2026 年度（2025-11-01 至 2026-10-31）重叠 2 天"),
    ],
)
def test_a_period_that_does_not_meet_its_neighbour_s_is_taken_and_pointed_out(
    client, office, starts_on, ends_on, words
):
    for year in (2024, 2025, 2026):
        actions.open_cycle(year=year, by=office)
    page = "/office/cycles/2025/"
    for path in ("", "settings/"):
        shown = text(client.get(page + path))
        assert "重叠" not in shown
        assert "之间空了" not in shown
    data = SETTINGS | {"starts_on": starts_on, "ends_on": ends_on}
    told = text(client.post(page + "settings/", data, follow=True))
    assert "设置已保存" in told
    assert words in told
    assert words in text(client.get(page + "settings/"))


def test_a_period_that_ends_before_it_starts_is_refused_and_nothing_typed_is_lost(client, office):
    assessed_cycle(2025)
    data = SETTINGS | {"ends_on": "2024-10-31"}
    page = text(client.post("/office/cycles/2025/settings/", data))
    assert "某县人民政府" in page
    assert "评选期" in page
    assert Cycle.objects.get().state == "assessed"


def test_a_notice_of_nobody_is_refused_and_the_draft_is_kept(client, office, it_is):
    it_is(date(2025, 11, 3))
    found(CommunityFactory())
    assessed_cycle(2025)
    data = {"title": "公示", "starts_on": "2025-11-03", "working_days": "5", "channels": "电话若干"}
    page = text(client.post("/office/cycles/2025/notice/draft/", data, follow=True))
    assert "没有可以公示的小区" in page
    assert "发布公示</button>" not in page
    assert "电话若干" in page
    assert "没有可以公示的小区" in text(
        client.post("/office/cycles/2025/notice/publication/", follow=True)
    )
    assert not Notice.objects.exists()


def test_the_leading_group_cannot_approve_while_the_public_may_object(client, noticed, it_is):
    sign_in(client, Role.LEADING)
    it_is(date(2025, 11, 7))
    page = text(client.get("/office/cycles/2025/approval/"))
    assert "公示至 2025年11月7日，期满之后才能批准" in page
    assert "批准命名…</button>" not in page


def test_an_exemplar_is_chosen_and_taken_back_and_the_filters_stay(client, office):
    place = CommunityFactory()
    assessed_cycle(2025)
    url = reverse("verdict-exemplar", args=[2025, place.code]) + "?outcome=qualified&page=1"
    response = client.post(url, {"chosen": "1"})
    assert response["Location"].endswith(f"/verdicts/{place.code}/?outcome=qualified&page=1")
    assert Verdict.objects.get().exemplar
    client.post(url, {"chosen": "0"})
    assert not Verdict.objects.get().exemplar


def test_withholding_and_its_release(client, office):
    place = CommunityFactory()
    assessed_cycle(2025)
    url = reverse("verdict-withholding", args=[2025, place.code])
    client.post(url, {"reason": "纠纷尚在核实"})
    assert Verdict.objects.get().withheld_reason == "纠纷尚在核实"
    client.post(url, {"release": "1"})
    assert Verdict.objects.get().withheld_reason == ""


def test_a_typed_reason_ends_with_its_full_stop_only_where_nothing_follows(client, office):
    place = CommunityFactory()
    cycle = assessed_cycle(2025, satisfaction_policy="ignore")
    reason = "监控没有验收，待整改。"
    actions.withhold(verdict=Verdict.objects.get(), reason=reason, by=office)
    flagged = text(client.get("/office/cycles/2025/"))
    assert "待整改；<" in flagged
    assert "个月零报告" in flagged
    dossier = text(client.get(f"/office/dossiers/{place.code}/"))
    assert "。；" not in flagged + dossier
    actions.configure(cycle=cycle, returns_policy="ignore", by=office)
    assert "待整改。<" in text(client.get("/office/cycles/2025/"))


def test_no_page_changes_anything_when_it_is_only_read(client, office):
    CommunityFactory()
    assessed_cycle(2025)
    code = Verdict.objects.get().code
    for path in ("assessment/", f"verdicts/{code}/exemplar/"):
        assert client.get(f"/office/cycles/2025/{path}").status_code == 405
    for path in (f"verdicts/{code}/withholding/", f"verdicts/{code}/withholding/?release=1"):
        client.get(f"/office/cycles/2025/{path}")
    client.get("/office/cycles/open/")
    assert Verdict.objects.get().withheld_reason == ""
    assert Cycle.objects.count() == 1


# ---- The results ----


def rows(client, **filters) -> list[str]:
    response = client.get("/office/cycles/2025/", filters)
    return [line.verdict.name for line in response.context["page"]]


def test_results_are_narrowed_down_by_each_filter(client, office):
    other = TownshipFactory(code="530521102", name="由旺镇")
    quiet = CommunityFactory(name="甸阳村")
    broken = CommunityFactory(name="文武村", township=other)
    found(broken)
    compound = CompoundFactory(name="善洲花园", parent=quiet)
    report(compound)
    assessed_cycle(2025)
    assert rows(client, text="wenwu") == ["文武村"]
    assert rows(client, text="甸阳") == ["甸阳村"]
    assert rows(client, text=compound.code) == ["善洲花园"]
    assert rows(client, township="530521102") == ["文武村"]
    assert rows(client, kind="compound") == ["善洲花园"]
    assert rows(client, criterion="4") == ["文武村"]
    assert rows(client, outcome="pending", kind="village") == ["甸阳村"]
    assert rows(client, decision="exemplar") == []


def test_the_counts_of_outcomes_follow_the_other_filters(client, office):
    found(CommunityFactory(name="文武村"))
    CommunityFactory(name="甸阳村")
    assessed_cycle(2025)
    response = client.get("/office/cycles/2025/", {"text": "文武", "outcome": "qualified"})
    counts = {value: count for value, _, count in response.context["facets"]}
    assert (counts["qualified"], counts["disqualified"]) == (0, 1)


def test_a_verdict_shows_criterion_clause_incident_and_determination(client, office):
    village = CommunityFactory()
    incident = found(CompoundFactory(name="善洲花园", parent=village))
    assessed_cycle(2025)
    page = text(client.get(f"/office/cycles/2025/verdicts/{village.code}/"))
    for words in ("第 4 项", "实施方案三（一）4", incident.number, "已立为刑事案件", "善洲花园"):
        assert words in page


def test_the_results_can_be_taken_away_as_a_sheet(client, office):
    CommunityFactory()
    assessed_cycle(2025)
    assert client.get("/office/cycles/2025/verdicts.xlsx").getvalue().startswith(b"PK")


# ---- What it costs ----


def test_a_page_of_results_holds_fifty(client, office):
    for _ in range(51):
        CommunityFactory()
    assessed_cycle(2025)
    assert len(rows(client)) == 50
    assert len(rows(client, page="2")) == 1
    assert len(rows(client, page="nonsense")) == 50
