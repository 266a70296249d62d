"""上报 on its pages: the list, one of them, and what is recorded of those that are ticked."""

from datetime import date

import pytest

from accounts.permissions import Role
from audit.models import Event
from evaluation import actions
from evaluation.ladder.dossiers import dossiers, for_dossiers
from evaluation.models import Honour, Level, Nomination
from tests.factories import (
    CommunityFactory,
    TownshipFactory,
    UserFactory,
    approved_cycle,
    found,
    published_cycle,
)
from tests.pages import text
from tests.queries import queries
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

LIST = "/office/nominations/"
UP = {"document_number": "施公〔2025〕9号", "on": "2025-12-02"}
DOWN = {"document_number": "保无案组〔2026〕3号", "granted_on": "2026-03-18"}
NO = {"reason": "名额已满", "on": "2026-03-18", "document_number": ""}


@pytest.fixture(scope="module")
def two_years(kept) -> None:
    """甸阳村 and 由旺村, due for the city in 2025; 文武村 was named in 2025 only."""
    CommunityFactory(name="甸阳村")
    CommunityFactory(name="由旺村", township=TownshipFactory(code="530521102", name="由旺镇"))
    found(CommunityFactory(name="文武村"), on=date(2024, 3, 1))
    published_cycle(2024)
    published_cycle(2025)


@pytest.fixture
def due(two_years, office) -> list[Nomination]:
    """Of 甸阳村, of 由旺村."""
    return list(Nomination.objects.order_by("community__code"))


def names(client, **filters) -> list[str]:
    return [n.second.name for n in client.get(LIST, filters).context["page"]]


def move(client, verb: str, nominations, data, **more):
    """What becomes public is confirmed in a second step."""
    chosen = "&".join(f"nomination={n.pk}" for n in nominations)
    confirmed = {"confirmed": "1"} if verb == "naming" else {}
    return client.post(f"{LIST}{verb}/?{chosen}", data | confirmed, **more)


def states() -> list[str]:
    return list(Nomination.objects.order_by("community__code").values_list("state", flat=True))


# ---- The list ----


def test_the_list_is_narrowed_down_by_each_filter_and_counts_the_states(client, due, office):
    assert names(client) == ["甸阳村", "由旺村"]
    assert names(client, township="由旺镇") == ["由旺村"]
    assert names(client, text="dianyang") == ["甸阳村"]
    assert names(client, text=due[1].community.code) == ["由旺村"]
    assert names(client, level="provincial") == []
    assert names(client, year="2025", state="due") == ["甸阳村", "由旺村"]
    assert len(names(client, year="x", level="x", state="x", township="x")) == 2
    move(client, "submission", due[:1], UP)
    assert names(client, state="submitted") == ["甸阳村"]
    counts = {c[0]: c[2] for c in client.get(LIST, {"state": "due"}).context["facets"]}
    assert (counts["due"], counts["submitted"], counts["granted"]) == (1, 1, 0)


def test_a_row_says_on_what_it_rests(client, due):
    assert "县级 2024 ✓ 2025 ✓" in text(client.get(LIST))


def test_an_empty_list_says_when_there_will_be_something(client, office):
    assert "第二个年度批准命名之后" in text(client.get(LIST))


# ---- Recording ----


def test_all_that_are_ticked_go_up_under_one_number(client, due):
    assert "由旺村" in text(client.get(f"{LIST}submission/?nomination={due[1].pk}"))
    response = move(client, "submission", due, UP, follow=True)
    assert "已登记上报 2 个" in text(response)
    assert states() == ["submitted", "submitted"]
    assert set(Nomination.objects.values_list("submitted_number", flat=True)) == {"施公〔2025〕9号"}


def test_while_a_title_below_is_looked_at_again_it_goes_up_for_a_reason(client, due, office):
    """A yearly look at a place that qualifies again is none of these."""
    page = f"{LIST}submission/?" + "&".join(f"nomination={n.pk}" for n in due)
    assert 'name="despite"' not in text(client.get(page))
    assert "复核中" not in text(client.get(LIST))
    found(due[1].community, on=date(2025, 3, 1))
    assert text(client.get(LIST)).count("复核中") == 1
    told = "“由旺村”依据的称号正在复核，还没有办结。一般先办结再上报；仍要上报的，要写明理由。"
    shown = text(client.get(page))
    assert told in shown
    assert 'name="despite"' in shown
    assert "依据的称号正在复核，还没有办结。" in text(client.get(f"{LIST}{due[1].pk}/"))
    refused = move(client, "submission", due, UP)
    assert refused.status_code == 200
    assert states() == ["due", "due"]
    given = {"document_number": "1号", "on": date(2025, 12, 2), "by": office}
    with pytest.raises(DomainError, match="请填写“复核没有办结仍上报的理由”"):
        actions.submit_nominations(nominations=due, **given)
    move(client, "submission", due, UP | {"despite": "市局同意先报。"})
    assert states() == ["submitted", "submitted"]
    assert "市局同意先报。" in text(client.get(f"{LIST}{due[1].pk}/"))
    assert Event.objects.filter(data__despite="市局同意先报。").count() == 2


def test_of_what_goes_to_the_province_county_titles_count_too(client, office):
    """The two municipal titles rest on three years of the county's."""
    place = CommunityFactory(name="甸阳村")
    for year in (2023, 2024, 2025):
        published_cycle(year)
    for year in (2024, 2025):
        told = {"document_number": DOWN["document_number"], "granted_on": date(year + 1, 3, 18)}
        actions.record_results(
            communities=[place], level=Level.MUNICIPAL, year=year, **told, by=office
        )
    found(place, on=date(2023, 3, 1))
    assert text(client.get(f"{LIST}?level=provincial")).count("复核中") == 1
    (due,) = Nomination.objects.open().at(Level.PROVINCIAL)
    with pytest.raises(DomainError, match="请填写“复核没有办结仍上报的理由”"):
        actions.submit_nominations(
            nominations=[due], document_number="1号", on=date(2026, 4, 1), by=office
        )


def test_some_are_named_and_the_others_are_not(client, due):
    move(client, "submission", due, UP)
    response = move(client, "naming", due[:1], DOWN)
    assert response["Location"] == f"{LIST}{due[0].pk}/"
    move(client, "refusal", due[1:], NO)
    assert states() == ["granted", "refused"]
    title = Honour.objects.get(level=Level.MUNICIPAL)
    assert (title.name, title.year, title.document_number) == (
        "甸阳村",
        2025,
        DOWN["document_number"],
    )
    public = text(client.get(f"/communities/{due[0].community.code}/"))
    assert DOWN["document_number"] in public
    assert "名额已满" in text(client.get(f"{LIST}{due[1].pk}/"))
    assert "名额已满" not in text(client.get(f"/communities/{due[1].community.code}/"))


@pytest.mark.parametrize("verb", ["submission", "naming"])
def test_of_two_levels_one_is_chosen_before_anything_is_typed(client, due, verb):
    Nomination.objects.filter(pk=due[1].pk).update(level=Level.PROVINCIAL)
    both = client.get(f"{LIST}{verb}/?nomination={due[0].pk}&nomination={due[1].pk}")
    assert "<form method" not in text(both).partition("<main")[2]
    assert f'<a href="?nomination={due[0].pk}">只办报市级的 1 个</a>' in text(both)
    assert f'<a href="?nomination={due[1].pk}">只办报省级的 1 个</a>' in text(both)
    one = text(client.get(f"{LIST}{verb}/?nomination={due[1].pk}"))
    assert "<strong>报省级</strong>" in one
    assert "<form method" in one.partition("<main")[2]


def test_named_twice_is_named_once(client, due):
    for _ in range(2):
        response = move(client, "naming", due, DOWN)
    assert "（已命名）" in text(response)
    assert Honour.objects.at(Level.MUNICIPAL).count() == 2


@pytest.mark.parametrize(
    ("verb", "data", "change", "words"),
    [
        ("submission", UP, {"document_number": ""}, "field-invalid"),
        ("submission", UP, {"document_number": "13812345678"}, "像手机号码"),
        ("submission", UP, {"on": "2090-01-01"}, "还没有到"),
        ("submission", UP, {"on": "2025-01-01"}, "才够条件"),
        ("naming", DOWN, {"granted_on": "2090-01-01"}, "还没有到"),
        ("naming", DOWN, {"granted_on": "昨天"}, "有效的日期"),
        ("refusal", NO, {"reason": "请问 13812345678"}, "像手机号码"),
        ("withdrawal", {"reason": ""}, {}, "field-invalid"),
    ],
)
def test_what_is_refused_stays_in_the_form_and_changes_nothing(
    client, due, verb, data, change, words
):
    content = text(move(client, verb, due, data | change))
    assert words in content
    for typed in (data | change).values():
        assert typed in content
    assert states() == ["due", "due"]


def test_withdrawn_for_a_reason(client, due):
    move(client, "withdrawal", due[:1], {"reason": "正在复核"})
    assert states() == ["withdrawn", "due"]
    content = text(client.get(f"{LIST}{due[0].pk}/"))
    assert "正在复核" in content
    assert "登记上报…" not in content


def test_withdrawn_by_mistake_it_is_put_back_where_it_was(client, due):
    move(client, "submission", due[1:], UP)
    move(client, "withdrawal", due, {"reason": "勾错了"})
    assert "恢复上报…" in text(client.get(f"{LIST}{due[0].pk}/"))
    assert "field-invalid" in text(move(client, "restoration", due, {"reason": ""}))
    assert states() == ["withdrawn", "withdrawn"]
    for _ in range(2):
        response = move(client, "restoration", due, {"reason": "撤错了"})
    assert "现在不能恢复上报" in text(response)
    assert states() == ["due", "submitted"]
    event = Event.objects.filter(verb="nomination_restored").first()
    assert event.data == {"reason": "撤错了", "withdrawn_for": "勾错了"}
    assert "恢复上报…" not in text(client.get(f"{LIST}{due[0].pk}/"))
    move(client, "naming", due, DOWN)
    assert states() == ["granted", "granted"]


def test_on_a_title_that_is_lost_nothing_is_put_back(client, due, office):
    reason = "复核查明漏报"
    actions.revoke(honour=due[0].first, reason=reason, on=date(2026, 5, 6), by=office)
    assert "恢复上报…" not in text(client.get(f"{LIST}{due[0].pk}/"))
    assert "没有连续有效的县级称号，不能恢复上报" in text(
        move(client, "restoration", due[:1], {"reason": "撤错了"})
    )
    assert states() == ["withdrawn", "due"]


@pytest.mark.parametrize("query", ["", "?nomination=x", "?nomination=99999999999999999999"])
def test_without_anything_ticked_the_page_says_where_to_tick(client, due, query):
    for verb in ("submission", "naming", "refusal", "withdrawal", "restoration"):
        assert "没有选中" in text(client.get(f"{LIST}{verb}/{query}"))


# ---- One of them ----


def test_the_page_shows_both_years_and_the_streak_in_words(client, due, office):
    content = text(client.get(f"{LIST}{due[0].pk}/"))
    code = due[0].community.code
    for words in (
        "2024 ✓ 2025 ✓ → 可上报市级",
        f"/office/cycles/2024/verdicts/{code}/",
        f"/office/cycles/2025/verdicts/{code}/",
        f"/office/honours/{due[0].first_id}/",
        f"/office/dossiers/{code}/",
        f"/office/papers/2025/nomination/?about=municipal-{code}",
        "完成 0/5，未开展 5",
        "这是第一次",
        "登记上报…",
    ):
        assert words in content


def test_the_year_before_and_the_title_are_reached_from_the_page(client, due):
    move(client, "naming", due, DOWN)
    published_cycle(2026)
    later = Nomination.objects.get(community=due[0].community, year=2026)
    assert f'href="{LIST}{due[0].pk}/"' in text(client.get(f"{LIST}{later.pk}/"))
    title = Honour.objects.get(level=Level.MUNICIPAL, community=due[0].community)
    assert f'href="/office/honours/{title.pk}/"' in text(client.get(f"{LIST}{due[0].pk}/"))


def test_a_title_that_ends_takes_the_nomination_with_it_and_every_page_says_so(client, due):
    move(client, "submission", due, UP)
    county = due[0].first
    ending = {"reason": "复核查明发生入室盗窃", "on": "2026-05-06"}
    before = text(client.post(f"/office/honours/{county.pk}/revocation/", ending))
    assert "报市级的“已上报”一并撤回" in before
    assert UP["document_number"] in before
    client.post(f"/office/honours/{county.pk}/revocation/", ending | {"confirmed": "1"})
    assert states() == ["withdrawn", "submitted"]
    content = text(client.get(f"{LIST}{due[0].pk}/"))
    assert "作为依据的 2024 年县级称号已撤销：复核查明发生入室盗窃" in content
    assert "2024 已撤销 2025 ✓" in content


def test_a_higher_title_falls_and_office_and_public_read_why(client, due):
    move(client, "naming", due, DOWN)
    county, code = due[0].second, due[0].community.code
    ending = {"reason": "复核查明发生入室盗窃", "on": "2026-05-06"}
    before = text(client.post(f"/office/honours/{county.pk}/revocation/", ending))
    assert "2025 年市级称号</strong>以它为据，一并撤销" in before
    client.post(f"/office/honours/{county.pk}/revocation/", ending | {"confirmed": "1"})
    title = Honour.objects.get(level=Level.MUNICIPAL, community=due[0].community)
    told = "作为依据的 2025 年县级称号已撤销：复核查明发生入室盗窃"
    assert told in text(client.get(f"/office/honours/{title.pk}/"))
    assert told in text(client.get(f"/communities/{code}/"))


def test_honour_and_dossier_lead_to_the_nomination(client, due):
    link = f'href="{LIST}{due[0].pk}/"'
    assert link in text(client.get(f"/office/honours/{due[0].second_id}/"))
    assert link in text(client.get(f"/office/dossiers/{due[0].community.code}/"))


# ---- Who, and at what cost ----


def test_the_leading_group_looks_and_records_nothing(client, due):
    client.force_login(UserFactory(role=Role.LEADING))
    content = text(client.get(LIST)) + text(client.get(f"{LIST}{due[0].pk}/"))
    assert "登记上报" not in content
    assert move(client, "submission", due, UP).status_code == 404
    assert states() == ["due", "due"]


@pytest.mark.parametrize("path", ["", "submission/"])
def test_a_longer_list_takes_no_more_queries(client, due, path):
    def url():
        return f"{LIST}{path}?" + "&".join(f"nomination={n.pk}" for n in Nomination.objects.all())

    few = queries(client, url())
    for _ in range(4):
        CommunityFactory()
    published_cycle(2022)
    published_cycle(2023)
    assert Nomination.objects.count() > 8
    # Of one year alone a paper is looked for, with which they may go up.
    assert queries(client, url()) <= few


def test_more_dossiers_of_a_year_take_no_more_queries(due, django_assert_num_queries):
    def read(count):
        wanted = list(for_dossiers(Nomination.objects.in_year(2025))[:count])
        made = dossiers(wanted)
        return [(d.nomination.pk, [y.reasons for y in d.years], d.streaks) for d in made]

    with django_assert_num_queries(8):
        assert len(read(1)) == 1
    with django_assert_num_queries(8):
        assert len(read(2)) == 2


def test_a_dossier_for_the_province_shows_the_county_s_results_and_both_streaks(office):
    place = CommunityFactory()
    for year in (2022, 2023, 2024):
        approved_cycle(year)
        for one in Nomination.objects.at(Level.MUNICIPAL).in_year(year):
            actions.grant_nominations(
                nominations=[one],
                document_number="保1号",
                granted_on=date(year + 1, 3, 1),
                by=office,
            )
    (found_one,) = dossiers(for_dossiers(Nomination.objects.at(Level.PROVINCIAL)))
    assert found_one.nomination.reference == f"provincial-{place.code}"
    assert [(y.year, y.title.level, y.county_title.level) for y in found_one.years] == [
        (2023, "municipal", "county"),
        (2024, "municipal", "county"),
    ]
    assert [y.verdict.outcome for y in found_one.years] == ["qualified", "qualified"]
    assert [str(streak) for streak in found_one.streaks] == [
        "2022 ✓ 2023 ✓ 2024 ✓ → 可上报市级",
        "2023 ✓ 2024 ✓ → 可上报省级",
    ]


def test_the_dashboard_counts_what_waits_to_go_up_and_what_waits_for_an_answer(client, due):
    move(client, "submission", due[:1], UP)
    content = text(client.get("/office/dashboard/"))
    assert "另有 1 个已上报，等上级的结果" in content
    assert f'href="{LIST}?state=due"' in content
