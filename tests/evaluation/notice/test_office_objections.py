"""The office's pages about objections, and that nobody else sees how to reach who objected."""

from datetime import date

import pytest
from django.test import override_settings

from accounts.models import User
from accounts.permissions import Role
from evaluation import actions
from evaluation.models import Cycle, Notice, Objection, Verdict
from tests.factories import CommunityFactory, UserFactory, noticed_cycle
from tests.pages import text

pytestmark = pytest.mark.django_db

DURING = date(2025, 11, 5)
CONTACT = "13887654321"


@pytest.fixture(autouse=True)
def during(it_is):
    it_is(DURING)


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    """甸阳村 alone."""
    CommunityFactory(name="甸阳村")
    with override_settings(DEMO_DAY=DURING):
        noticed_cycle(2025)


@pytest.fixture
def notice(on_notice) -> Notice:
    return Cycle.objects.get().notice


def lodged(notice, number=1, **fields) -> Objection:
    return actions.lodge(
        notice=notice,
        text=f"第 {number} 件，有盗窃没有算进去。",
        contact=CONTACT,
        sent_as=f"form-{number}",
        address="203.0.113.7",
        on=DURING,
        by=User.objects.system(),
        **fields,
    )


def url(objection, tail="") -> str:
    return f"/office/objections/{objection.reference}/{tail}"


def test_only_the_office_sees_the_contact(client, notice):
    objection = lodged(notice, entry=notice.entries.get())
    seen = {}
    for role in set(Role.values) - {Role.SYSTEM}:
        client.force_login(UserFactory(role=role))
        for path in ("/office/objections/", url(objection), url(objection, "answer/")):
            reply = client.get(path)
            seen[role, path] = reply.status_code == 200
            assert (CONTACT in text(reply)) == (
                role == Role.OFFICE and path != "/office/objections/"
            ), (role, path)
    readers = {role for (role, path), found in seen.items() if found and path == url(objection)}
    assert readers == {Role.OFFICE, Role.LEADING}
    client.logout()
    assert client.get(url(objection)).status_code == 302


CONFIRMED = {"confirmed": "1"}


def test_the_leading_group_reads_and_handles_nothing(client, notice):
    objection = lodged(notice)
    client.force_login(UserFactory(role=Role.LEADING))
    assert "由领导小组办公室核查并答复" in text(client.get(url(objection)))
    data = {"finding": "rejected", "reply": "不属实。"}
    assert client.post(url(objection, "answer/"), data).status_code == 404
    assert client.post("/office/cycles/2025/objections/new/", {}).status_code == 404
    assert Objection.objects.unanswered().count() == 1


def test_answering_withholds_and_says_so(client, office, notice):
    objection = lodged(notice, entry=notice.entries.get())
    data = {"finding": "upheld", "reply": "情况属实，暂缓命名。"}
    page = text(client.post(url(objection, "answer/"), data | CONFIRMED, follow=True))
    assert "异议成立" in page
    assert "情况属实，暂缓命名。" in page
    assert "暂缓命名</span>" in page
    assert Verdict.objects.withheld().count() == 1
    assert "经核查，对该小区（村社）提出的异议成立。" in text(client.get("/notices/2025/"))
    letter = f"/office/papers/2025/reply/?about={objection.reference}"
    assert letter in page
    assert "制作答复函" in page


def test_the_paragraphs_of_an_answer_are_kept_without_what_the_browser_adds(client, office, notice):
    objection = lodged(notice)
    data = {"finding": "rejected", "reply": "一段。\r\n二段。"}
    client.post(url(objection, "answer/"), data | CONFIRMED)
    objection.refresh_from_db()
    assert objection.reply == "一段。\n二段。"


def test_a_refused_answer_loses_nothing_typed(client, office, notice):
    objection = lodged(notice)
    data = {"finding": "rejected", "reply": f"请打 {CONTACT}"}
    page = text(client.post(url(objection, "answer/"), data))
    assert "像手机号码" in page
    assert f"请打 {CONTACT}</textarea>" in page
    assert "checked" in page
    page = text(client.post(url(objection, "answer/"), {"reply": "没有选结论。"}))
    assert "没有选结论。</textarea>" in page


def test_the_office_names_the_line_where_the_objection_did_not(client, office, notice):
    objection = lodged(notice)
    entry = notice.entries.get()
    data = {"finding": "upheld", "reply": "属实。", "entry": entry.position}
    client.post(url(objection, "answer/"), data | CONFIRMED)
    assert list(notice.entries.taken_off()) == [entry]


ENTERED = {
    "sent_as": "desk-1",
    "channel": "visit",
    "received_on": "2025-11-04",
    "text": "来访反映宅基地纠纷打架。",
    "contact": CONTACT,
}


def test_places_of_the_same_name_are_told_apart_where_one_is_chosen(client, office, notice):
    label = "1　甸阳村（甸阳镇）"
    assert label in text(client.get("/office/cycles/2025/objections/new/"))
    assert label in text(client.get("/office/cycles/2025/notice/"))
    assert label in text(client.get("/notices/2025/objections/new/"))


def test_what_came_by_a_visit_is_put_on_record(client, office, notice):
    for _ in range(2):
        page = text(client.post("/office/cycles/2025/objections/new/", ENTERED, follow=True))
    objection = Objection.objects.get()
    assert (objection.channel, objection.received_on) == ("visit", date(2025, 11, 4))
    assert objection.reference in page
    assert "请把受理编号告诉提出异议的人" in page


@pytest.mark.parametrize(
    ("day", "proposed"),
    [(DURING, "2025-11-05"), (date(2025, 11, 12), "2025-11-07")],
)
def test_a_day_of_the_notice_is_proposed(client, office, notice, it_is, day, proposed):
    it_is(day)
    page = text(client.get("/office/cycles/2025/objections/new/"))
    assert f'name="received_on" value="{proposed}"' in page


def test_entering_refuses_a_day_outside_the_notice_and_loses_nothing(client, office, notice):
    data = ENTERED | {"received_on": "2025-10-31"}
    page = text(client.post("/office/cycles/2025/objections/new/", data))
    assert "以邮戳日期为准" in page
    assert "宅基地纠纷" in page
    assert not Objection.objects.exists()


def test_the_list_says_what_is_due_when_and_what_is_late(client, office, notice, it_is):
    lodged(notice)
    assert "2025-11-19" in text(client.get("/office/objections/"))
    assert "起 10 个工作日内答复" in text(client.get("/office/objections/"))
    assert "tag-late" not in text(client.get("/office/objections/"))
    it_is(date(2025, 11, 20))
    assert 'tag-late">已超期' in text(client.get("/office/objections/"))


def listed(client, **filters) -> list[str]:
    page = client.get("/office/objections/", filters).context["page"]
    return [objection.text[:5] for objection in page]


def test_the_list_is_narrowed_down_and_open_ones_come_first(client, office, notice):
    first, _ = lodged(notice, 1), lodged(notice, 2)
    client.post("/office/cycles/2025/objections/new/", ENTERED)
    actions.answer(objection=first, finding="rejected", reply="不属实。", by=office)
    assert listed(client) == ["来访反映宅", "第 2 件", "第 1 件"]
    assert listed(client, state="rejected") == ["第 1 件"]
    assert listed(client, channel="visit") == ["来访反映宅"]
    assert listed(client, year="2025", state="received", channel="web") == ["第 2 件"]
    assert len(listed(client, year="nonsense")) == 3


def test_an_empty_list_says_how_it_begins(client, office):
    assert "还没有收到异议" in text(client.get("/office/objections/"))


def test_a_longer_list_takes_no_more_queries(client, office, notice, django_assert_max_num_queries):
    def count():
        with django_assert_max_num_queries(15) as captured:
            client.get("/office/objections/")
        return len(captured)

    lodged(notice, 1, entry=notice.entries.get())
    few = count()
    for number in range(2, 6):
        lodged(notice, number, entry=notice.entries.get())
    assert count() == few


# ---- Who looks into it ----


def test_the_office_hands_an_objection_to_one_of_its_accounts(client, office, notice):
    other = UserFactory(role=Role.OFFICE, display_name="内勤二")
    leader = UserFactory(role=Role.LEADING, display_name="组长")
    objection = lodged(notice)
    page = text(client.get(url(objection)))
    assert f"内勤二（{other.username}）" in page
    assert leader.username not in page
    page = text(client.post(url(objection, "assignment/"), {"to": other.pk}, follow=True))
    assert "已交给内勤二办理" in page
    assert "内勤二" in text(client.get("/office/objections/"))
    client.post(url(objection, "assignment/"), {"to": ""})
    objection.refresh_from_db()
    assert objection.assigned_to is None
    client.post(url(objection, "assignment/"), {"to": leader.pk})
    objection.refresh_from_db()
    assert objection.assigned_to is None


def test_the_leading_group_sees_who_looks_into_it_and_hands_it_to_nobody(client, office, notice):
    objection = lodged(notice)
    actions.assign(objection=objection, to=office, by=office)
    client.force_login(UserFactory(role=Role.LEADING))
    page = text(client.get(url(objection)))
    assert "经办人" in page
    assert "交办</button>" not in page
    assert client.post(url(objection, "assignment/"), {"to": ""}).status_code == 404


def test_the_list_is_narrowed_down_by_who_looks_into_it_and_by_what_is_late(
    client, office, notice, it_is
):
    mine, _ = lodged(notice, 1), lodged(notice, 2)
    actions.assign(objection=mine, to=office, by=office)
    assert listed(client, assigned=str(office.pk)) == ["第 1 件"]
    assert listed(client, assigned="none") == ["第 2 件"]
    assert listed(client, due="overdue") == []
    it_is(date(2025, 11, 20))
    assert len(listed(client, due="overdue")) == 2
    assert "2 件超期" in text(client.get("/office/objections/"))


def test_upheld_needs_the_one_that_it_is_about(client, notice, office):
    objection = lodged(notice)
    data = {"finding": "upheld", "reply": "属实。"}
    shown = text(client.post(url(objection, "answer/"), data))
    assert "请选定名单中的哪一个" in shown
    assert "属实。" in shown
    assert Objection.objects.unanswered().count() == 1
    client.post(url(objection, "answer/"), data | CONFIRMED | {"entry": "1"})
    assert Verdict.objects.get().withheld_reason == f"异议成立（{objection.reference}）"


@pytest.mark.parametrize(("day", "words"), [("2025-10-01", "不在其中"), ("2025-11-06", "还没有到")])
def test_entering_tells_all_that_is_wrong_at_once_beside_its_field(
    client, notice, office, day, words
):
    data = {"channel": "letter", "received_on": day, "text": f"电话 {CONTACT}", "sent_as": "a"}
    form = client.post("/office/cycles/2025/objections/new/", data).context["form"]
    assert words in form.errors["received_on"][0]
    assert "像手机号码" in form.errors["text"][0]
    assert not Objection.objects.exists()


def test_one_for_a_place_that_is_missing_comes_by_letter_too(client, office, notice):
    place = CommunityFactory(name="由旺村")
    listed = notice.entries.get()
    form = "/office/cycles/2025/objections/new/"
    given = {"channel": "letter", "received_on": "2025-11-05", "text": "应当列入。", "sent_as": "a"}
    both = client.post(form, given | {"missing": place.code, "entry": listed.position})
    assert "没有列入的请留空" in text(both)
    assert "在公示名单上" in text(client.post(form, given | {"missing": listed.code}))
    client.post(form, given | {"missing": place.code})
    assert Objection.objects.get().missing == place
