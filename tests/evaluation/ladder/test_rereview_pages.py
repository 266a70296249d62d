"""复核 on screen: the list, one title that is looked at again, the office's decisions, and where
else they are told."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from evaluation import actions
from evaluation.models import (
    Cycle,
    Honour,
    HonourState,
    ReReview,
    Verdict,
)
from incidents import actions as incidents
from incidents.models import Incident
from plaques.models import Plaque
from plaques.workflow import Custody
from tests.factories import (
    CommunityFactory,
    TownshipFactory,
    UserFactory,
    assessed_cycle,
    found,
    published_cycle,
    report,
)
from tests.pages import text
from tests.queries import queries
from wufaan.clock import today

pytestmark = pytest.mark.django_db

LIST = "/office/re-reviews/"
DUE = today() + timedelta(days=30)


@pytest.fixture(scope="module")
def titles_of_2024(kept) -> None:
    """甸阳村 is clean in 2025, 由旺村 is not, and has an old theft too."""
    CommunityFactory(name="甸阳村")
    township = TownshipFactory(code="530521102", name="由旺镇")
    broken = CommunityFactory(name="由旺村", township=township)
    published_cycle(2024)
    found(broken, on=date(2025, 3, 1))
    assessed_cycle(2025)
    found(broken, on=date(2024, 3, 1))


@pytest.fixture
def rereviews(titles_of_2024, office) -> dict[tuple[str, str], ReReview]:
    """By name and cause."""
    return {(r.honour.name, r.cause): r for r in ReReview.objects.select_related("honour")}


@pytest.fixture
def clean(rereviews):
    return rereviews["甸阳村", "yearly"]


@pytest.fixture
def late(rereviews):
    return rereviews["由旺村", "late_determination"]


def page_of(rereview, step: str = "") -> str:
    return f"{LIST}{rereview.pk}/{step}"


def shown(client, **filters) -> set[tuple[str, str]]:
    page = client.get(LIST, filters).context["page"]
    return {(line.rereview.honour.name, line.rereview.cause) for line in page}


# ---- The list ----


def test_the_list_is_narrowed_down_by_each_filter(client, rereviews, clean, office):
    clean_one = {("甸阳村", "yearly")}
    assert len(shown(client)) == 3
    assert shown(client, proposed="keep") == clean_one
    assert len(shown(client, proposed="decide")) == 2
    assert shown(client, cause="late_determination") == {("由旺村", "late_determination")}
    assert len(shown(client, township="由旺镇")) == 2
    assert shown(client, text="dyc") == clean_one
    assert len(shown(client, year="2024")) == 3
    assert shown(client, state="rectifying") == set()
    actions.keep(rereviews=[clean], by=office)
    assert shown(client, state="closed") == clean_one
    assert len(shown(client)) == 2
    assert len(shown(client, state="x", cause="x", year="x", township="x", proposed="x")) == 2


def test_each_line_says_what_speaks_for_and_against(client, rereviews):
    content = text(client.get(LIST))
    assert "2025 年度达标。" in content
    assert "2025 年度不达标：第 4 项 入室盗窃。" in content
    number = rereviews["由旺村", "late_determination"].incident.number
    assert f"{number} 发生在 2024 年度评选期内，计入第 4 项。" in content
    assert "建议撤销" in content


def test_what_is_overdue_comes_first_and_is_told(client, rereviews, clean, office):
    on = today() - timedelta(days=30)
    actions.rectify(
        rereviews=[clean], due_on=on + timedelta(days=9), demand="补装门禁", on=on, by=office
    )
    assert shown(client, state="overdue") == {("甸阳村", "yearly")}
    first = client.get(LIST).context["page"][0]
    assert first.rereview == clean
    assert "已超期" in text(client.get(LIST))


# ---- Several at once ----


def test_all_that_is_proposed_is_kept_by_one_button(client, rereviews):
    assert "保留建议保留的 1 个" in text(client.get(LIST))
    path = LIST + "proposed/?cause=yearly"
    shown_first = client.get(path)
    assert "甸阳村" in text(shown_first)
    assert "由旺村" not in text(shown_first)
    assert ReReview.objects.unfinished().count() == 3
    response = client.post(path, {"shown": shown_first.context["shown"]}, follow=True)
    assert response.redirect_chain[-1][0] == f"{LIST}?cause=yearly"
    assert "已保留称号 1 个" in text(response)
    assert ReReview.objects.unfinished().count() == 2
    assert "没有建议保留的" in text(client.post(LIST + "proposed/", follow=True))


def test_what_was_not_shown_is_not_kept(client, rereviews):
    content = text(client.post(LIST + "proposed/"))
    assert "名单刚才有变化" in content
    assert "甸阳村" in content
    assert ReReview.objects.unfinished().count() == 3


def test_the_button_keeps_only_what_is_filtered(client, rereviews, clean):
    path = LIST + "proposed/?township=由旺镇"
    assert "没有建议保留的" in text(client.get(path))
    client.post(path, {"shown": clean.pk})
    assert ReReview.objects.unfinished().count() == 3


def test_a_title_with_another_re_review_is_looked_at_by_somebody(client, rereviews, clean, office):
    found(clean.honour.community, on=date(2024, 5, 1))
    assert "保留建议保留的" not in text(client.get(LIST))
    assert "这个称号另有复核没有办结" in text(client.get(page_of(clean)))
    assert "没有保留的建议" in text(
        client.post(LIST + "decisions/", {"rereviews": [clean.pk], "act": "keep"})
    )
    (other,) = clean.honour.rereviews.exclude(pk=clean.pk)
    actions.keep(rereviews=[other], note="防范已经补上。", by=office)
    assert "保留建议保留的 1 个" in text(client.get(LIST))


def test_what_a_year_found_is_told_with_each_word_once(client, rereviews, office):
    waits_in_2025(office)
    verdict = Verdict.objects.get(cycle__year=2025, name="甸阳村")
    actions.withhold(verdict=verdict, reason="异议成立（KWJ9-2B）", by=office)
    content = text(client.get(LIST))
    assert "2025 年度达标，暂缓命名：异议成立（KWJ9-2B）。" in content
    assert "2025 年度待认定（1 件）。" in content


def waits_in_2025(office) -> Incident:
    """由旺村's one case of 2025 did not count after all, and another waits to be found on."""
    counted = Incident.objects.get(community__name="由旺村", occurred_on__year=2025)
    doubted = {"criterion": None, "counts": False, "reason": "不是刑事案件"}
    incidents.determine(incident=counted, **doubted, by=office)
    waiting = report(counted.community, on=date(2025, 4, 1))
    actions.assess(cycle=Cycle.objects.get(year=2025), by=office)
    return waiting


@pytest.mark.parametrize(("counts", "now"), [(False, "达标"), (True, "不达标")])
def test_a_result_that_was_pending_is_told_as_it_is_once_the_case_is_found_on(
    client, rereviews, office, counts, now
):
    waiting = waits_in_2025(office)
    finding = {"criterion": 4 if counts else None, "counts": counts, "reason": "已经查清"}
    incidents.determine(incident=waiting, **finding, by=office)
    told = f"2025 年度评估时 1 件待认定，现在已经认定，按现在的认定是{now}。"
    assert told in text(client.get(LIST))
    assert told in text(client.get(page_of(rereviews["由旺村", "yearly"])))


# ---- Several revoked by one document ----


def test_what_is_ticked_is_revoked_by_one_document_after_a_second_step(client, rereviews):
    ticked = {"rereviews": [r.pk for r in rereviews.values()], "act": "revoke", "words": "滑坡"}
    page = client.post(LIST + "decisions/", ticked)["Location"]
    first = text(client.get(page))
    assert "甸阳村" in first
    assert "由旺村" in first
    assert "滑坡</textarea>" in first
    typed = {"reason": "工作滑坡", "on": today().isoformat(), "document_number": ""}
    assert "请填写“决定文件的文号”" in text(client.post(page, typed))
    typed |= {"document_number": "施无案〔2026〕5号"}
    assert "第 2 步" in text(client.post(page, typed))
    assert not Honour.objects.filter(state=HonourState.REVOKED).exists()
    assert client.post(page, typed | {"confirmed": "1"})["Location"] == LIST
    revoked = Honour.objects.filter(state=HonourState.REVOKED)
    assert {(h.name, h.year, h.end_document) for h in revoked} == {
        ("甸阳村", 2024, "施无案〔2026〕5号"),
        ("由旺村", 2024, "施无案〔2026〕5号"),
    }
    assert not ReReview.objects.unfinished().exists()
    for honour in revoked:
        place, certificate = honour.community.code, honour.plaque.number
        for shown_at in (
            f"office/honours/{honour.pk}",
            f"communities/{place}",
            f"verify/{certificate}",
        ):
            assert "工作滑坡（施无案〔2026〕5号）" in text(client.get(f"/{shown_at}/"))


def test_of_several_one_that_has_ended_keeps_all_from_being_revoked(client, rereviews, office):
    titles = list(Honour.objects.filter(year=2024).order_by("pk"))
    page = f"/office/honours/revocation/?honour={titles[0].pk}&honour={titles[1].pk}"
    actions.revoke(honour=titles[0], reason="滑坡", on=today(), by=office)
    assert "已撤销，不能再次变更" in text(client.get(page))
    typed = {"reason": "滑坡", "on": today().isoformat(), "document_number": "施无案〔2026〕5号"}
    assert client.post(page, typed | {"confirmed": "1"}).status_code == 200
    titles[1].refresh_from_db()
    assert titles[1].state == "standing"


def test_more_titles_to_revoke_take_no_more_queries(client, rereviews):
    def page() -> str:
        titles = Honour.objects.filter(year=2024).values_list("pk", flat=True)
        return "/office/honours/revocation/?" + "&".join(f"honour={pk}" for pk in titles)

    few = queries(client, page().partition("&")[0])
    assert queries(client, page()) == few


def test_several_are_given_a_day_to_put_things_right(client, rereviews):
    data = {"rereviews": [r.pk for r in rereviews.values()], "act": "rectify"}
    data |= {"words": "补装门禁", "due_on": DUE.isoformat()}
    assert client.post(LIST + "decisions/?year=2024", data)["Location"] == f"{LIST}?year=2024"
    assert ReReview.objects.rectifying().filter(due_on=DUE, demand="补装门禁").count() == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"act": "keep"}, "没有保留的建议，保留要写明理由"),
        ({"act": "rectify", "words": "补装门禁", "due_on": ""}, "请填写整改期限"),
        ({"act": "rectify", "words": "补装门禁", "due_on": "2020-01-01"}, "整改期限要在"),
        ({"act": "rectify", "due_on": DUE.isoformat()}, "请填写“整改要求”"),
        ({"act": "keep", "words": "请联系 13800138000"}, "手机号码"),
        ({"act": "x"}, "选择一个有效的选项"),
    ],
)
def test_a_refused_decision_leaves_the_rows_ticked_and_what_was_typed(
    client, rereviews, change, words
):
    chosen = [r.pk for r in rereviews.values()]
    content = text(client.post(LIST + "decisions/", {"rereviews": chosen} | change))
    assert words in content
    assert content.count(" checked>") == 3
    assert change.get("words", "") in content
    assert ReReview.objects.open().count() == 3


def test_nothing_ticked_or_something_unknown_is_told(client, rereviews):
    data = {"act": "keep", "words": "x"}
    assert "还没有勾选" in text(client.post(LIST + "decisions/", data))
    for unknown in ("99999", "x"):
        content = text(client.post(LIST + "decisions/", data | {"rereviews": [unknown]}))
        assert "请刷新页面重新勾选" in content


# ---- One of them ----


def test_one_shows_its_cause_its_title_and_what_else_is_open(client, rereviews, late):
    content = text(client.get(page_of(late)))
    for words in (
        f"/office/honours/{late.honour.pk}/",
        f"/office/incidents/{late.incident.pk}/",
        f"/office/dossiers/{late.honour.community.code}/",
        page_of(rereviews["由旺村", "yearly"]),
        late.honour.plaque.number,
    ):
        assert words in content


def test_a_title_is_kept_for_a_reason_or_because_it_is_proposed(client, clean, late):
    assert client.post(page_of(clean, "keeping/"))["Location"] == page_of(clean)
    assert "请填写“保留的理由”" in text(client.post(page_of(late, "keeping/")))
    client.post(page_of(late, "keeping/"), {"note": "失主已经获赔，防范已经补上。"})
    content = text(client.get(page_of(late)))
    assert "保留：失主已经获赔" in content
    assert "</form>" not in content.partition("<main")[2]


def test_one_is_given_a_day_and_then_another(client, late):
    for due_on in (DUE, DUE + timedelta(days=9)):
        data = {"demand": "补装门禁", "due_on": due_on.isoformat()}
        assert client.post(page_of(late, "rectification/"), data)["Location"] == page_of(late)
    late.refresh_from_db()
    assert late.due_on == DUE + timedelta(days=9)
    assert f'value="{late.due_on}"' in text(client.get(page_of(late)))
    content = text(client.post(page_of(late, "rectification/"), data | {"due_on": "2020-01-01"}))
    assert "整改期限要在" in content
    assert "补装门禁" in content


def test_revoked_from_here_everything_that_the_public_sees_follows_at_once(client, late):
    Plaque.objects.update(custody=Custody.DELIVERED)
    honour = late.honour
    link = client.get(page_of(late)).context["revocation"]
    form = text(client.get(f"/office/honours/{honour.pk}/revocation/?{link}"))
    reason = "复核查明 2024 年度评选期内发生入室盗窃，不符合评选标准第 4 项。"
    assert reason in form
    data = {"reason": reason, "on": today().isoformat(), "confirmed": "1"}
    client.post(f"/office/honours/{honour.pk}/revocation/", data)
    honour.refresh_from_db()
    assert honour.state == HonourState.REVOKED
    assert not ReReview.objects.unfinished().filter(honour=honour)
    client.logout()
    assert f"：{reason}" in text(client.get(f"/communities/{honour.community.code}/"))
    assert "称号已撤销" in text(client.get(f"/verify/{honour.plaque.number}/"))
    client.force_login(UserFactory(role=Role.OFFICE))
    recall = text(client.get("/office/plaques/recall/"))
    assert honour.plaque.number in recall
    assert "2024 年度评选期内发生入室盗窃" in recall


# ---- Where else it is told ----


def test_title_and_dossier_tell_of_it(client, rereviews, late):
    assert page_of(late) in text(client.get(f"/office/honours/{late.honour.pk}/"))
    dossier = client.get(f"/office/dossiers/{late.honour.community.code}/").context["dossier"]
    (part,) = [s for s in dossier.sections if s.key == "rereviews"]
    assert {line.url for line in part.lines} == {
        page_of(r) for (name, _), r in rereviews.items() if name == "由旺村"
    }


# ---- Who ----


def test_the_leading_group_looks_and_decides_nothing(client, late):
    client.force_login(UserFactory(role=Role.LEADING))
    content = text(client.get(page_of(late)))
    assert "保留称号" not in content
    assert 'type="checkbox"' not in text(client.get(LIST))
    for path in (page_of(late, "keeping/"), page_of(late, "rectification/"), LIST + "decisions/"):
        assert client.post(path, {"note": "x"}).status_code == 404
    assert client.get(LIST + "proposed/").status_code == 404
    assert client.post(LIST + "proposed/").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_find_none(client, late, role):
    client.force_login(UserFactory(role=role))
    assert client.get(LIST).status_code == 404
    assert client.get(page_of(late)).status_code == 404
