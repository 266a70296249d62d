"""Where certificates and plaques are: handed over by post, taken back when the title is lost."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.permissions import Role
from audit.models import Event
from evaluation import actions as evaluation
from plaques.models import CustodyStep, Plaque
from tests.factories import CommunityFactory, UserFactory, approved_cycle, published_cycle
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db

DELIVER = "/office/plaques/move/deliver/"


@pytest.fixture(scope="module")
def published(kept) -> None:
    """With two printed certificates."""
    for name in ("甸阳村", "文武村"):
        CommunityFactory(name=name)
    published_cycle(2025)
    Plaque.objects.update(sha256="0" * 64, pdf="x.pdf")


@pytest.fixture
def printed(published) -> list[Plaque]:
    return list(Plaque.objects.all())


def move(client, verb: str, *plaques: Plaque, **fields):
    numbers = "&".join(f"number={plaque.number}" for plaque in plaques)
    data = {"on": "2025-12-01", "recipient": "committee", "note": ""} | fields
    return client.post(f"/office/plaques/move/{verb}/?{numbers}", data, follow=True)


def test_the_list_stays_narrowed_down_after_a_delivery(client, office, printed):
    listed = client.get("/office/plaques/", {"year": "2025", "custody": "here"})
    assert 'name="list" value="year=2025&amp;custody=here"' in text(listed)
    query = "&".join(f"number={plaque.number}" for plaque in printed)
    address = f"{DELIVER}?{query}&list=year%3D2025%26custody%3Dhere"
    assert 'href="/office/plaques/?year=2025&amp;custody=here">先不登记' in text(
        client.get(address)
    )
    response = client.post(address, {"on": "2025-12-01", "recipient": "committee", "note": ""})
    assert response["Location"] == "/office/plaques/?year=2025&custody=here"


def where(plaque: Plaque) -> str:
    return Plaque.objects.get(pk=plaque.pk).custody


def test_several_are_delivered_at_once_and_each_has_its_trail(client, office, printed):
    page = text(move(client, "deliver", *printed, note="乡镇会议上发放"))
    assert "已登记送达 2 张" in page
    assert [where(plaque) for plaque in printed] == ["delivered", "delivered"]
    trail = text(client.get(f"/office/plaques/{printed[0].number}/"))
    assert "村（居）民委员会" in trail
    assert "乡镇会议上发放" in trail
    assert office.display_name in trail
    assert Event.objects.filter(verb="plaque_delivered").count() == 2


def test_there_and_back_and_there_again(client, office, printed):
    for verb, state in (
        ("deliver", "delivered"),
        ("recover", "recovered"),
        ("deliver", "delivered"),
    ):
        move(client, verb, printed[0])
        assert where(printed[0]) == state
    assert CustodyStep.objects.count() == 3


def test_a_second_click_is_told_that_it_is_delivered_and_changes_nothing(client, office, printed):
    move(client, "deliver", printed[0])
    page = text(move(client, "deliver", printed[0]))
    assert "现在的状态是“已送达”，不能送达" in page
    assert CustodyStep.objects.count() == 1


def test_all_go_or_none(client, office, printed):
    move(client, "deliver", printed[0])
    move(client, "deliver", *printed)
    assert where(printed[1]) == "here"


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"on": "2999-01-01"}, "还没有到"),
        ({"on": "2025-11-01"}, "日期不能更早"),
        ({"note": "交给 13800138000"}, "手机号码"),
        ({"recipient": "somebody"}, "不在可用的选项中"),
        ({"on": ""}, "请填写“"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    client, office, printed, fields, refusal
):
    page = text(move(client, "deliver", printed[0], **{"note": "先送一张", **fields}))
    assert refusal in page
    assert fields.get("note", "先送一张") in page
    assert where(printed[0]) == "here"


def test_the_main_button_is_what_comes_next_not_a_recall_of_what_is_in_order(
    client, office, printed
):
    page = f"/office/plaques/{printed[0].number}/"
    main = 'class="btn btn-main" href="/office/plaques/move/'
    assert f"{main}deliver/" in text(client.get(page))
    move(client, "deliver", printed[0])
    assert "要求收回…" in text(client.get(page))
    assert main not in text(client.get(page))
    move(client, "recall", printed[0], note="印制有误")
    assert f"{main}recover/" in text(client.get(page))


def test_what_is_not_printed_is_not_delivered(client, office, printed):
    Plaque.objects.update(sha256="", pdf="")
    assert "还没有制作完成" in text(move(client, "deliver", printed[0]))


def test_what_nobody_can_check_yet_is_not_delivered(client, office):
    CommunityFactory()
    cycle = approved_cycle(2025)
    Plaque.objects.update(sha256="0" * 64, pdf="x.pdf")
    plaque = Plaque.objects.get()
    page = text(client.get(f"/office/plaques/{plaque.number}/"))
    assert "2025 年度名单还没有公布，公布之后才能送达" in page
    assert "送达…" not in page
    opened = text(client.get(f"{DELIVER}?number={plaque.number}"))
    assert "2025 年度名单还没有公布" in opened
    assert "登记送达 1 张" not in opened
    assert "2025 年度名单还没有公布" in text(move(client, "deliver", plaque))
    assert where(plaque) == "here"
    evaluation.publish(cycle=cycle, by=office)
    assert "送达…" in text(client.get(f"/office/plaques/{plaque.number}/"))
    move(client, "deliver", plaque)
    assert where(plaque) == "delivered"


def test_nothing_chosen_is_told_how_to_begin(client, office):
    assert "没有选中证书" in text(client.get(DELIVER))
    assert "没有选中证书" in text(move(client, "deliver"))


def test_a_whole_page_is_ticked_at_once(client, office, printed):
    ticked = 'type="checkbox" name="number" value="530521-2025-0001"'
    tags = text(client.get("/office/plaques/?select=all")).split("<")
    boxes = [tag for tag in tags if ticked in tag]
    assert "checked" in boxes[0]


def test_a_recall_needs_its_reason(client, office, printed):
    move(client, "deliver", printed[0])
    move(client, "recall", printed[0], note="")
    assert where(printed[0]) == "delivered"
    move(client, "recall", printed[0], note="印制有误")
    assert where(printed[0]) == "recalled"


def revoke(plaque: Plaque, by) -> None:
    evaluation.revoke(honour=plaque.honour, reason="复核查明漏报", on=date(2026, 5, 6), by=by)


def test_a_revoked_title_recalls_its_plaque_by_itself(client, office, printed):
    move(client, "deliver", printed[0])
    revoke(printed[0], office)
    page = text(client.get("/office/plaques/?custody=recalled"))
    assert printed[0].number in page
    assert "有 1 块牌匾待收回" in page
    trail = text(client.get(f"/office/plaques/{printed[0].number}/"))
    assert "称号已撤销：复核查明漏报" in trail


def test_a_plaque_that_never_left_is_not_delivered_once_its_title_ended(client, office, printed):
    revoke(printed[0], office)
    assert where(printed[0]) == "here"
    assert "不能送达" in text(move(client, "deliver", printed[0]))
    assert "不能送达" in text(client.get(f"/office/plaques/{printed[0].number}/"))


def test_the_trail_stays_as_it_was_written(client, office, printed):
    move(client, "deliver", printed[0])
    for change in (lambda s: s.update(note="x"), lambda s: s.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change(CustodyStep.objects)


@pytest.mark.parametrize(
    "typed",
    [
        "530521-2025-0001",
        " ５３０５２１－２０２５－０００１",
        "http://127.0.0.1:8000/verify/530521-2025-0001/",
        "53052120250001",
        "第530521-2025-0001号",
    ],
)
def test_a_number_typed_or_scanned_leads_to_its_certificate(client, office, printed, typed):
    reply = client.get("/office/plaques/", {"text": typed})
    assert reply["Location"] == "/office/plaques/530521-2025-0001/"


def test_the_leading_group_looks_and_does_not_move(client, printed):
    client.force_login(UserFactory(role=Role.LEADING))
    page = text(client.get("/office/plaques/"))
    assert printed[0].number in page
    assert "登记送达" not in page
    assert client.get(f"/office/plaques/{printed[0].number}/").status_code == 200
    assert client.get(DELIVER).status_code == 404
    assert move(client, "deliver", printed[0]).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_find_no_certificates(client, printed, role):
    client.force_login(UserFactory(role=role))
    for path in ("", f"{printed[0].number}/", "move/deliver/"):
        assert client.get(f"/office/plaques/{path}").status_code == 404


def test_there_is_no_other_move(client, office, printed):
    assert move(client, "destroy", printed[0]).status_code == 404


def test_more_certificates_take_no_more_queries(client, office, printed):
    paths = ["/office/plaques/", f"/office/plaques/{printed[0].number}/", DELIVER + "?number=x"]
    move(client, "deliver", printed[0])
    move(client, "recover", printed[0])
    few = [queries(client, path) for path in paths]
    for _ in range(5):
        CommunityFactory()
    published_cycle(2026)
    move(client, "deliver", printed[0])
    move(client, "recover", printed[0])
    numbers = "&number=".join(Plaque.objects.values_list("number", flat=True))
    paths[2] = f"{DELIVER}?number={numbers}"
    assert [queries(client, path) for path in paths] == few
