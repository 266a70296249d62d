"""Titles where a place changes hands, or is no more."""

from datetime import date

import pytest
from django.db import transaction

from accounts.models import User
from communities import actions as communities
from communities.import_plan import CommunityImport
from communities.models import Community
from communities.resources import CommunityResource
from evaluation import actions
from evaluation.models import Honour, Level, ReReview
from plaques.models import Plaque
from plaques.workflow import Custody
from tests.evaluation.ladder.opened import municipal, opened
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    PropertyCompanyFactory,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.pages import text
from tests.sheets_files import COMMUNITY_HEADER, csv_bytes
from wufaan.clock import today
from wufaan.sheets.reading import read_table

pytestmark = pytest.mark.django_db

OTHER_COMPANY = "91530521MA6K000015"


@pytest.fixture(scope="module")
def two_years(kept) -> None:
    """甸阳小区 with titles of both and the city's, and 善洲花园, which has a property company; in
    the same village. Their plaques are delivered."""
    village = CommunityFactory()
    old = CompoundFactory(parent=village, name="甸阳小区")
    CompoundFactory(parent=village, name="善洲花园", property_company=PropertyCompanyFactory())
    published_cycle(2024)
    published_cycle(2025)
    municipal(old, 2025, User.objects.system())
    Plaque.objects.update(custody=Custody.DELIVERED)


# ---- Another property company ----


@pytest.fixture
def compound(two_years) -> Community:
    """善洲花园, of which nothing is looked at."""
    ReReview.objects.update(
        state="closed", decision="keep", decided_by=User.objects.system(), decided_on=today()
    )
    return Community.objects.get(name="善洲花园")


def give(compound, company, by) -> None:
    fields = ["name", "kind", "station", "households", "population", "shops", "opened_on"]
    kept = {field: getattr(compound, field) for field in fields}
    communities.change(community=compound, property_company=company, by=by, **kept)


def test_another_company_opens_the_latest_title_of_its_compound(office, compound):
    other = PropertyCompanyFactory(code=OTHER_COMPANY, name="新城物业")
    give(compound, other, office)
    assert opened() == [("善洲花园", 2025)]
    rereview = ReReview.objects.unfinished().get()
    assert rereview.ground == "物业企业由“安居物业服务有限公司”变更为“新城物业”。"


def test_no_company_any_more_is_a_change_and_saving_the_same_is_none(office, compound):
    give(compound, compound.property_company, office)
    assert opened() == []
    give(compound, None, office)
    assert "退出" in ReReview.objects.unfinished().get().ground


def test_a_second_change_is_told_in_the_same_re_review(office, compound):
    give(compound, PropertyCompanyFactory(code=OTHER_COMPANY, name="新城物业"), office)
    give(compound, None, office)
    ground = ReReview.objects.unfinished().get().ground
    assert "变更为“新城物业”。物业企业“新城物业”退出" in ground


def test_a_company_that_comes_after_one_had_gone_is_a_change_too(office, compound):
    """Also where the going was looked at and the title kept; while it is open the ground tells
    the latest."""
    give(compound, None, office)
    (gone,) = ReReview.objects.unfinished()
    actions.keep(rereviews=[gone], note="防范工作由村里接续", by=office)
    other = PropertyCompanyFactory(code=OTHER_COMPANY, name="新城物业")
    for company in (other, None, compound.property_company):
        give(compound, company, office)
    (rereview,) = ReReview.objects.unfinished()
    assert rereview.ground == (
        "没有登记物业企业之后，由“新城物业”接手。"
        "物业企业“新城物业”退出，当时没有登记新的。"
        "没有登记物业企业之后，由“安居物业服务有限公司”接手。"
    )


def test_the_first_company_that_is_registered_is_no_change(office):
    compound = CompoundFactory()
    published_cycle(2025)
    give(compound, PropertyCompanyFactory(), office)
    assert opened() == []


def test_a_file_that_names_another_company_opens_it_as_well(compound):
    row = [
        *[compound.code, "善洲花园", "小区", "530521101", "甸阳镇", "530521010000", "甸阳派出所"],
        *[compound.parent.code, OTHER_COMPANY, "新城物业", "", "", ""],
    ]
    content = csv_bytes([COMMUNITY_HEADER, row])
    table = read_table(content, "registry.csv", CommunityResource)
    CommunityImport.carry_out(table=table, by=User.objects.system())
    assert "变更为“新城物业”" in ReReview.objects.unfinished().get().ground


# ---- A place that is no more ----


@pytest.fixture
def merging(two_years) -> list[Community]:
    """甸阳小区 and 善洲花园."""
    return [Community.objects.get(name=name) for name in ("甸阳小区", "善洲花园")]


def test_a_merger_voids_every_title_in_its_own_transaction(office, merging):
    old, new = merging
    on = today()
    communities.merge(community=old, into=new, on=on, by=office)
    assert set(Honour.objects.of(old).values_list("level", "state", "end_reason", "ended_on")) == {
        (level, "void", "已并入善洲花园。", on) for level in (Level.COUNTY, Level.MUNICIPAL)
    }
    assert Honour.objects.standing().of(new).count() == 2
    assert not ReReview.objects.unfinished().filter(honour__community=old)
    recalled = Plaque.objects.filter(honour__community=old).values_list("custody", flat=True)
    assert set(recalled) == {Custody.RECALLED}


def test_a_dissolution_voids_them_too(office, merging):
    old, _ = merging
    communities.dissolve(community=old, on=today(), by=office)
    assert set(Honour.objects.of(old).values_list("ended_on", flat=True)) == {today()}
    assert set(Honour.objects.of(old).values_list("end_reason", flat=True)) == {"建制已经撤销。"}


def test_a_merger_that_fails_leaves_the_titles(office, merging, monkeypatch):
    def fail(**_kwargs):
        raise RuntimeError("the queue is down")

    monkeypatch.setattr("plaques.actions.recall", fail)
    old, new = merging
    with pytest.raises(RuntimeError), transaction.atomic():
        communities.merge(community=old, into=new, on=today(), by=office)
    old.refresh_from_db()
    assert old.closed_on is None
    assert Honour.objects.standing().of(old).count() == 3


def test_merging_tells_that_the_place_is_on_notice_and_what_is_undetermined(client, office):
    client.force_login(office)
    place = CommunityFactory(name="甸阳村")
    other = CommunityFactory(name="由旺村")
    noticed_cycle(2025)
    report(place, on=date(2025, 12, 1))
    page = f"/office/registry/communities/{place.code}/merger/"
    shown = text(client.get(page, {"into": other.code, "on": "2026-01-05"}))
    assert "2025 年度公示名单上（序号 1）" in shown
    assert "还有 1 件案（事）件没有认定" in shown
