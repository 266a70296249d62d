"""What there is before the year has been approved."""

from datetime import timedelta
from uuid import uuid4

import pytest

from evaluation import actions as evaluation
from evaluation.models import Cycle
from evaluation.notice.obstacles import obstacles
from papers.kinds import KINDS
from tests.factories import CommunityFactory, assessed_cycle, noticed_cycle
from tests.pages import text
from tests.papers.years import subjects

pytestmark = pytest.mark.django_db

ORDER = "/office/papers/2025/township/"


def test_before_the_notice_is_over_the_page_says_what_is_not_settled(client, office, it_is):
    CommunityFactory(name="甸阳村")
    cycle = noticed_cycle(2025)
    path = "/office/papers/2025/approval/"
    it_is(cycle.notice.ends_on)
    evaluation.enter(
        notice=cycle.notice,
        channel="letter",
        text="请核查。",
        received_on=cycle.notice.starts_on,
        sent_as="form-1",
        by=office,
    )
    page = text(client.get(path))
    in_the_way = [o.text for o in obstacles(cycle, "approve", cycle.notice.ends_on) if o.stops]
    assert len(in_the_way) == 2
    assert "".join(in_the_way) in page
    assert "发文单位待填" not in page  # the office of the leading group signs
    it_is(cycle.notice.ends_on + timedelta(days=1))
    assert "期满" not in text(client.get(path))


def test_too_early_says_what_it_waits_for(client, office):
    CommunityFactory()
    noticed_cycle(2025)
    typed = {"key": uuid4(), "number": "", "dated": "2025-12-01"}
    typed |= {"abouts": ["530521101", "530521102"]}
    assert "领导小组批准之后可以制作" in text(client.get("/office/papers/"))
    assert "现在做不了" in text(client.get(ORDER))
    assert "现在做不了" in text(client.post(ORDER, typed))


def test_no_year_at_all_says_how_to_begin(client, office):
    assert "还没有评选年度" in text(client.get("/office/papers/"))


@pytest.fixture(scope="module")
def assessed(kept) -> None:
    CommunityFactory()
    assessed_cycle(2025)


@pytest.mark.parametrize("name", [name for name in KINDS if name != "reminder"])
def test_there_is_none_before_the_notice_save_what_reminds_a_station(assessed, name):
    assert subjects(name, Cycle.objects.get()) == []
