"""What stands in the way of moving a certificate: its page says what the action refuses with."""

from datetime import date

import pytest

from evaluation import actions as evaluation
from evaluation.models import Honour
from plaques import actions
from plaques.models import Plaque
from tests.factories import CommunityFactory, approved_cycle, published_cycle
from tests.pages import text
from wufaan.obstacles import Stopped

pytestmark = pytest.mark.django_db

DAY = date(2025, 12, 1)


def printed(plaque_of=published_cycle) -> Plaque:
    CommunityFactory(name="甸阳村")
    plaque_of(2025)
    Plaque.objects.update(sha256="0" * 64, pdf="x.pdf")
    return Plaque.objects.get()


def unprinted(office) -> Plaque:
    plaque = printed()
    Plaque.objects.update(sha256="", pdf="")
    return plaque


def of_a_lost_title(office) -> Plaque:
    plaque = printed()
    evaluation.revoke(honour=Honour.objects.get(), reason="瞒报。", on=DAY, by=office)
    return plaque


def unannounced(office) -> Plaque:
    return printed(approved_cycle)


def delivered(office) -> Plaque:
    plaque = printed()
    actions.deliver(plaques=[plaque], recipient="committee", on=DAY, by=office)
    return plaque


def here(office) -> Plaque:
    return printed()


def move(verb: str, plaque: Plaque, office):
    told = {"deliver": {"recipient": "committee"}, "recall": {"note": "印制有误"}}
    return getattr(actions, verb)(plaques=[plaque], on=DAY, by=office, **told.get(verb, {}))


@pytest.mark.parametrize(
    ("verb", "situation", "told"),
    [
        ("deliver", unprinted, "证书 {number} 还没有制作完成，不能送达。"),
        ("deliver", of_a_lost_title, "“甸阳村”的称号已撤销，不能送达。"),
        (
            "deliver",
            unannounced,
            "2025 年度名单还没有公布，公布之后才能送达证书 {number}。",
        ),
        ("deliver", delivered, "现在的状态是“已送达”，不能送达。"),
        ("recall", here, "现在的状态是“在库”，不能要求收回。"),
        ("recover", here, "现在的状态是“在库”，不能收回。"),
    ],
)
def test_the_page_says_what_the_action_refuses_with(client, office, verb, situation, told):
    plaque = situation(office)
    with pytest.raises(Stopped) as refused:
        move(verb, plaque, office)
    assert told.format(number=plaque.number) in str(refused.value)
    page = text(client.get(f"/office/plaques/move/{verb}/?number={plaque.number}"))
    assert str(refused.value) in page
    assert " 1 张</button>" not in page


def test_what_nothing_stands_in_the_way_of_has_a_form(client, office):
    plaque = here(office)
    page = text(client.get(f"/office/plaques/move/deliver/?number={plaque.number}"))
    assert "note-stop" not in page
    assert "登记送达 1 张</button>" in page
