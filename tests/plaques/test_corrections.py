"""A hand-over that was put on record wrongly: put right, with what stood there beside it."""

import pytest
from django.db import DatabaseError, transaction

from plaques.models import CustodyStep, Plaque
from tests.factories import CommunityFactory, published_cycle
from tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(client, office) -> list[Plaque]:
    """Two, on one day, to the same station."""
    for name in ("甸阳村", "文武村"):
        CommunityFactory(name=name)
    published_cycle(2025)
    Plaque.objects.update(sha256="0" * 64, pdf="x.pdf")
    plaques = list(Plaque.objects.all())
    move(client, "deliver", *plaques, recipient="station")
    return plaques


def move(client, verb: str, *plaques: Plaque, **fields):
    numbers = "&".join(f"number={plaque.number}" for plaque in plaques)
    data = {"on": "2025-12-01", "note": ""} | fields
    return client.post(f"/office/plaques/move/{verb}/?{numbers}", data)


def correct(client, plaque: Plaque, **changes):
    step = plaque.custody_steps.first()
    typed = {"on": "2025-12-01", "recipient": "committee", "note": "", "why": "选错了单位"}
    return client.post(f"/office/corrections/delivery/{step.pk}/", typed | changes)


def test_a_wrong_recipient_is_put_right_in_all_that_went_there(client, delivered):
    page = f"/office/plaques/{delivered[0].number}/"
    step = delivered[0].custody_steps.first()
    assert f'href="/office/corrections/delivery/{step.pk}/"' in text(client.get(page))
    assert correct(client, delivered[0], together="on")["Location"] == page
    assert set(CustodyStep.objects.values_list("recipient", flat=True)) == {"committee"}
    shown = text(client.get(page))
    for words in ("村（居）民委员会", "送交原为“派出所”", "选错了单位（"):
        assert words in shown


def test_or_in_that_one_alone(client, delivered):
    correct(client, delivered[0])
    recipients = [plaque.custody_steps.get().recipient for plaque in delivered]
    assert recipients == ["committee", "station"]


@pytest.mark.parametrize("day", ["2025-12-07", "2025-01-01", "2090-01-01"])
def test_a_plaque_goes_and_comes_in_order(client, delivered, day):
    move(client, "recover", delivered[0], on="2025-12-06")
    assert correct(client, delivered[0], on=day).status_code == 200
    assert set(delivered[0].custody_steps.values_list("recipient", flat=True)) == {"station", ""}


def test_no_step_changes_without_a_correction(client, delivered):
    correct(client, delivered[0])
    for change in ({"recipient": "township"}, {"on": "2025-12-02"}, {"verb": "recall"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            CustodyStep.objects.update(**change)


def test_one_that_never_left_is_here_again(client, delivered):
    refused = move(client, "undo", delivered[0])
    assert "请填写“更正的原因”" in text(refused)
    move(client, "undo", delivered[0], note="勾错了，没有送出")
    delivered[0].refresh_from_db()
    assert delivered[0].custody == "here"
    shown = text(client.get(f"/office/plaques/{delivered[0].number}/"))
    assert "未送达（更正）" in shown
    assert "勾错了，没有送出" in shown
