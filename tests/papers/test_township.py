"""乡镇通报: what each township is told."""

import pytest

from accounts.models import User
from evaluation import actions
from evaluation.models import Honour
from papers.kinds import KINDS
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    TownshipFactory,
    approved_cycle,
    found,
    noticed_cycle,
)
from tests.papers.making import made, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    quiet = CommunityFactory(name="甸阳村", code="530521101001")
    CompoundFactory(name="金色家园", parent=quiet)
    found(CommunityFactory(name="失格村", code="530521101002"))
    elsewhere = TownshipFactory(code="530521002", name="保场街道")
    CommunityFactory(name="保场社区", code="530521002001", township=elsewhere)
    return approved_cycle(2025, issuer="某县公安局")


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_it_lists_who_was_named_and_who_was_not_and_why(cycle, form):
    text = read(made("township", cycle, "530521101")[0], form)
    for told in ("甸阳村", "金色家园", "失格村", "530521101002", "第4项", "入室盗窃"):
        assert told in text
    assert "保场社区" not in text


def test_it_counts_in_words_what_its_tables_list(cycle):
    text = read(made("township", cycle, "530521101")[0])
    assert "参评小区、村社3个" in text
    assert "命名2个，其中“无发案小区”1个、“无发案村社”1个" in text
    assert "参评而未命名的1个" in text


def test_a_street_has_an_office_where_a_town_has_a_government(cycle):
    town, street = sorted(made("township", cycle), key=lambda paper: paper.about, reverse=True)
    assert "甸阳镇人民政府：" in read(town)
    assert "保场街道办事处：" in read(street)


def test_no_case_is_named_to_a_township(cycle):
    number = cycle.verdicts.get(name="失格村").findings.get().incident.number
    assert number not in read(made("township", cycle, "530521101")[0])


def test_a_title_that_was_lost_is_told_with_day_and_reason_and_counted(cycle):
    lost = Honour.objects.get(name="甸阳村")
    day = lost.granted_on
    before = read(made("township", cycle, "530521101")[0])
    assert "撤销、注销称号" not in before
    actions.revoke(honour=lost, reason="漏报案件", on=day, by=User.objects.system())
    told = read(made("township", cycle, "530521101")[0])
    assert f"称号已撤销（{day}）：漏报案件" in told
    assert "参评而未命名的2个" in told
    assert "其中命名后已经撤销、注销称号的1个" in told
    assert "撤销、注销称号" not in read(made("township", cycle, "530521002")[0])


def test_a_place_that_is_gone_is_told_apart_from_one_that_lost_its_title(cycle):
    gone = Honour.objects.get(name="金色家园")
    actions.void(honour=gone, reason="已并入甸阳村。", on=gone.granted_on, by=User.objects.system())
    told = read(made("township", cycle, "530521101")[0])
    assert f"称号已注销（{gone.granted_on}）：已并入甸阳村。" in told


def test_there_is_none_before_the_approval():
    CommunityFactory()
    cycle = noticed_cycle(2025)
    assert KINDS["township"].subjects(cycle) == []
