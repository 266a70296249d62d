"""补充公示 through the pages: the office drafts and publishes it, the public reads it and objects,
the leading group approves it."""

from datetime import date

import pytest

from accounts.models import User
from accounts.permissions import Role
from evaluation import actions
from evaluation.models import Cycle, Honour, Notice, NoticeDraft, Verdict
from incidents.models import Incident
from tests.evaluation.notice.test_supplement import (
    OVER,
    found_not_to_count,
    noticed_cycle_without,
    supplement,
)
from tests.factories import (
    PASSWORD,
    CommunityFactory,
    UserFactory,
    acknowledge_all,
    approved_cycle,
    noticed_cycle,
    report,
)
from tests.pages import text
from tests.queries import queries
from wufaan.clock import today

pytestmark = pytest.mark.django_db

PAGE = "/office/cycles/2025/supplement/"
APPROVAL = "/office/cycles/2025-2/approval/"


@pytest.fixture
def leader():
    return UserFactory(role=Role.LEADING, password=PASSWORD)


@pytest.fixture(scope="module")
def approved(kept) -> None:
    """With 甸阳村; of 由旺村 a case waits."""
    CommunityFactory(name="甸阳村")
    report(CommunityFactory(name="由旺村"))
    approved_cycle(2025)


@pytest.fixture
def cycle(approved) -> Cycle:
    return Cycle.objects.get()


@pytest.fixture
def published(cycle) -> Cycle:
    actions.publish(cycle=cycle, on=date(2025, 11, 20), by=User.objects.system())
    return Cycle.objects.get()


@pytest.fixture
def waiting(approved) -> Incident:
    return Incident.objects.get()


@pytest.fixture
def waiting_in_notice() -> Incident:
    """Before the year is approved."""
    CommunityFactory(name="甸阳村")
    case = report(CommunityFactory(name="由旺村"))
    noticed_cycle(2025)
    return case


def test_from_draft_to_certificate(client, office, leader, published, waiting):
    client.force_login(office)
    assert "名单以外的，没有一个达标" in text(client.get(PAGE))
    found_not_to_count(waiting)
    page = text(client.get(PAGE))
    assert "由旺村" in page
    assert "待认定；公示时 1 件待认定" in page
    words = {"title": "补充公示", "number": "施无案公示〔2025〕2号", "channels": "信箱"}
    data = words | {"starts_on": str(today()), "working_days": "5"}
    page = text(client.post(f"{PAGE}draft/", data, follow=True))
    assert "现将名单予以补充公示" in page
    assert "由旺村" in page
    assert client.get(f"{PAGE}draft.pdf").status_code == 200
    acknowledge_all(Cycle.objects.get(), supplement=True)
    seen = client.get(PAGE).context["fingerprint"]
    page = text(client.post(f"{PAGE}publication/", {"seen": seen}, follow=True))
    assert "公示已发布" in page
    assert "补充公示施无案公示〔2025〕2号：公示至" in page
    assert NoticeDraft.objects.get().notice == Notice.objects.get(position=2)
    assert "年度补充公示</span>" in text(client.get("/"))
    page = text(client.get("/notices/2025-2/"))
    assert "由旺村" in page
    assert "提出异议</a>" in page
    assert "甸阳村" not in page
    client.force_login(leader)
    assert "期满之后才能批准" in text(client.get(APPROVAL))


def test_the_leading_group_approves_it_by_itself(client, leader, cycle, waiting):
    found_not_to_count(waiting)
    supplement(cycle)
    client.force_login(leader)
    page = client.get(APPROVAL)
    assert "批准 2025 年度补充命名" in text(page)
    assert "退回办公室</button>" in text(page)
    data = {"seen": page.context["sheet"].sha256, "confirmed": "1", "password": PASSWORD}
    assert "已批准命名" in text(client.post(f"{APPROVAL}grant/", data, follow=True))
    assert "已经办过" not in text(client.post(f"{APPROVAL}grant/", data, follow=True))
    assert Honour.objects.filter(name="由旺村").count() == 1


def test_a_list_that_changed_since_it_was_looked_at_is_not_approved(client, leader, cycle, waiting):
    found_not_to_count(waiting)
    supplement(cycle)
    client.force_login(leader)
    page = text(client.post(f"{APPROVAL}grant/", {"seen": "0" * 64}, follow=True))
    assert "名单有变动" in page
    assert not Honour.objects.filter(name="由旺村").exists()


def test_the_approval_of_the_year_shows_what_goes_along(client, leader, waiting_in_notice):
    found_not_to_count(waiting_in_notice)
    supplement(Cycle.objects.get())
    client.force_login(leader)
    page = client.get("/office/cycles/2025/approval/")
    assert "一并批准：施无案公示〔2025〕2号《补充公示》" in text(page)
    data = {"seen": page.context["sheet"].sha256, "confirmed": "1", "password": PASSWORD}
    client.post("/office/cycles/2025/approval/grant/", data)
    assert set(Honour.objects.values_list("name", flat=True)) == {"甸阳村", "由旺村"}
    assert "一并批准：" in text(client.get("/office/cycles/2025/approval/"))


def test_what_was_withheld_is_cleared_and_another_held_back(client, office):
    for name in ("甸阳村", "由旺村"):
        CommunityFactory(name=name)
    noticed_cycle_without("由旺村", office)
    code = Verdict.objects.get(name="由旺村").code
    page = text(client.post(f"{PAGE}clearing/", {"clear-code": code, "clear-reason": " "}))
    assert "<details open>" in page
    data = {"clear-code": code, "clear-reason": "纠纷已经调解。"}
    page = text(client.post(f"{PAGE}clearing/", data, follow=True))
    assert "暂缓：正在核查；查清：纠纷已经调解。" in page
    data = {"hold-code": code, "hold-reason": "又有线索。"}
    page = text(client.post(f"{PAGE}withholding/", data, follow=True))
    assert "现在没有：名单以外的" in page
    assert "又有线索。" in page


def test_the_public_finds_the_supplement_beside_the_year_s_list(client, leader, published, waiting):
    found_not_to_count(waiting)
    notice = supplement(published)
    actions.approve_supplement(notice=notice, on=OVER, by=leader)
    page = text(client.get("/years/2025/"))
    assert '补充公示：<a href="/notices/2025-2/">施无案公示〔2025〕2号</a>' in page
    assert "由旺村" in page
    assert '<a href="/notices/2025-2/">补充公示施无案公示〔2025〕2号</a>' in text(
        client.get("/notices/2025/")
    )
    assert "名单已公布" in text(client.get("/notices/2025-2/"))


def test_the_panel_shows_what_was_frozen_beside_what_is_so(client, office, waiting_in_notice):
    found_not_to_count(waiting_in_notice)
    supplement(Cycle.objects.get())
    code = Verdict.objects.get(name="由旺村").code
    page = text(client.get(f"/office/cycles/2025/verdicts/{code}/"))
    assert "公示时：待认定；公示时 1 件待认定" in page


def test_a_year_as_recorded_has_none(client, office):
    cycle = published_cycle_as_recorded()
    page = text(client.get(f"/office/cycles/{cycle.year}/supplement/"))
    assert "是补录的，没有在这里公示过" in page


def test_more_places_take_no_more_queries(client, office):
    cases = [report(CommunityFactory()) for _ in range(4)]
    CommunityFactory()
    noticed_cycle(2025)
    found_not_to_count(cases[0])
    few = queries(client, PAGE)
    for case in cases[1:]:
        found_not_to_count(case)
    assert queries(client, PAGE) == few


def published_cycle_as_recorded():
    days = {"starts_on": date(2022, 11, 1), "ends_on": date(2023, 10, 31)}
    return Cycle.objects.create(year=2023, state="published", target_percent=50, **days)
