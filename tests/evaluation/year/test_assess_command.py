from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import Event
from evaluation.models import Cycle
from tests.factories import CommunityFactory, CompoundFactory, found, noticed_cycle

pytestmark = pytest.mark.django_db


def assess(*args) -> str:
    out = StringIO()
    call_command("assess", *args, stdout=out)
    return out.getvalue()


def test_it_opens_the_year_judges_everyone_and_prints_the_counts():
    village = CommunityFactory()
    found(CompoundFactory(parent=village))
    printed = assess("2025")
    assert "评选期 2024-11-01 至 2025-10-31" in printed
    assert "不达标\tdisqualified\t2" in printed
    assert "达标\tqualified\t0" in printed


def test_its_options_are_the_policy_of_the_year_from_then_on():
    village = CommunityFactory()
    found(CompoundFactory(parent=village))
    assert "disqualified\t1" in assess("2025", "--no-rollup")
    assert "disqualified\t1" in assess("2025")
    assert "disqualified\t2" in assess("2025", "--rollup")
    assert "incomplete\t0" in assess("2025", "--returns", "flag")
    printed = assess(
        "2025", "--from", "2025-04-01", "--to", "2025年12月31日", "--returns", "required"
    )
    assert "incomplete\t2" in printed
    assert Cycle.objects.get().ends_on == date(2025, 12, 31)


def test_a_policy_that_is_so_already_is_no_change_in_the_trail():
    for returns in ("required", "required", "flag"):
        assess("2025", "--returns", returns, "--rollup")
    events = Event.objects.filter(verb="cycle_configured")
    assert [event.data for event in events] == [
        {"before": {"returns_policy": old}, "after": {"returns_policy": new}}
        for old, new in (("flag", "required"), ("required", "flag"))
    ]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["2019"], "没有 2019 年度"),
        (["99999"], "没有 99999 年度"),
        (["2025", "--from", "2025-13-01"], "不是存在的日期"),
        (["2025", "--from", ""], "日期是空的"),
        (["2025", "--from", "2025-12-01", "--to", "2025-11-01"], "结束要晚于开始"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_year(args, message):
    with pytest.raises(CommandError, match=message):
        assess(*args)
    assert not Cycle.objects.exists()


def test_a_year_on_notice_is_not_assessed_again():
    CommunityFactory()
    noticed_cycle(2025)
    with pytest.raises(CommandError, match="不能评估"):
        assess("2025")


def test_a_slip_of_the_finger_opens_no_year_unless_it_is_meant():
    with pytest.raises(CommandError, match="2031 年度还没有建立.*--create"):
        assess("2031")
    assert not Cycle.objects.exists()
    assess("2031", "--create")
    assess("2031")
    assert Cycle.objects.get().year == 2031
