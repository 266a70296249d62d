"""The audit trail tells what was before."""

from datetime import date

import pytest

from audit.models import Event
from evaluation import actions as evaluation
from evaluation.models import Honour
from plaques import actions
from plaques.models import Plaque
from tests.factories import CommunityFactory, assessed_cycle, published_cycle
from tests.pages import text

pytestmark = pytest.mark.django_db


def told(verb: str) -> list[tuple]:
    events = Event.objects.filter(verb=verb).order_by("sequence")
    return [(event.data["before"], event.data["after"]) for event in events]


def test_of_what_the_office_decides_about_a_result(office):
    CommunityFactory()
    verdict = assessed_cycle(2025).verdicts.get()
    evaluation.mark_exemplar(verdict=verdict, exemplar=True, by=office)
    evaluation.withhold(verdict=verdict, reason="核实", by=office)
    evaluation.release(verdict=verdict, by=office)
    assert told("verdict_exemplar") == [({"exemplar": False}, {"exemplar": True})]
    was, now = told("verdict_withheld")[0]
    assert was == {"withheld_reason": "", "exemplar": True}
    assert now == {"withheld_reason": "核实", "exemplar": False}
    assert told("verdict_released") == [({"withheld_reason": "核实"}, {"withheld_reason": ""})]


def test_of_a_survey_that_is_put_right(office):
    place = CommunityFactory()
    cycle = assessed_cycle(2025)
    for satisfied in (80, 95):
        evaluation.record_survey(
            cycle=cycle, community=place, respondents=100, satisfied=satisfied, by=office
        )
    first = {"respondents": 100, "satisfied": 80}
    assert told("survey_recorded") == [
        (None, first),
        (first, {"respondents": 100, "satisfied": 95}),
    ]


def test_a_lost_title_is_not_offered_for_delivery_and_noughts_may_be_left_out(client, office):
    CommunityFactory()
    published_cycle(2024)
    plaque = Plaque.objects.get()
    Plaque.objects.update(sha256="0" * 64, pdf="x.pdf")
    client.force_login(office)
    page = f"/office/plaques/{plaque.number}/"
    assert "送达…" in text(client.get(page))
    evaluation.revoke(honour=Honour.objects.get(), reason="滑坡", on=date(2025, 1, 10), by=office)
    assert "送达…" not in text(client.get(page))
    head, _, last = plaque.number.rpartition("-")
    shown = text(client.get(f"/verify/{head}-{int(last)}/"))
    assert f"/verify/{plaque.number}/" in shown
    assert "您要查的是不是" not in text(client.get(f"/verify/{head}-9/"))


def test_of_a_title_and_of_its_certificate(office):
    CommunityFactory()
    published_cycle(2024)
    Plaque.objects.update(sha256="0" * 64, pdf="x.pdf")
    day = date(2025, 1, 10)
    actions.deliver(plaques=Plaque.objects.all(), recipient="committee", on=day, by=office)
    evaluation.revoke(honour=Honour.objects.get(), reason="滑坡", on=day, by=office)
    assert told("honour_revoked") == [({"state": "standing"}, {"state": "revoked"})]
    assert told("plaque_delivered") == [({"custody": "here"}, {"custody": "delivered"})]
