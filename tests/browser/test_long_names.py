"""Names as long as the registry takes them, in every list: nothing gets wider than
its screen."""

from datetime import date

import pytest

from communities.models import Community
from evaluation.models import Objection, ObjectionChannel
from incidents import actions as incidents
from plaques import actions as plaques
from plaques.models import Plaque
from tests.browser.conftest import both_widths
from tests.browser.looks import misfits
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    UserFactory,
    found,
    noticed_cycle,
    published_cycle,
    report,
)

LISTS = [
    "/office/dashboard/",
    "/office/registry/",
    "/office/work/",
    "/office/queue/",
    "/office/incidents/",
    "/office/cycles/2025/",
    "/office/cycles/2025/exemplars/",
    "/office/surveys/2025/",
    "/office/cycles/2025/approval/",
    "/office/cycles/2025/notice/",
    "/office/objections/",
    "/office/nominations/",
    "/office/honours/",
    "/office/re-reviews/",
    "/office/plaques/",
    "/office/search/?q=花园",
    "/notices/2025/",
    "/years/2024/",
]
LONGEST = Community._meta.get_field("name").max_length


def long(name: str) -> str:
    return (name * LONGEST)[:LONGEST]


@pytest.fixture
def long_names(office):
    """A village and compounds of it: one with titles and an objection against it, one that broke
    a criterion, one whose incident waits, one that a station wants to withdraw."""
    village = CommunityFactory(name=long("善洲村"))
    names = ["善洲花园", "文武花园", "团树花园", "由旺花园"]
    quiet, broken, waiting, asked = (
        CompoundFactory(name=long(name), parent=village) for name in names
    )
    published_cycle(2023)
    late = published_cycle(2024)
    plaques.bind(cycle=late, by=office)
    plaques.make(plaques=list(Plaque.objects.of_year(2024)), by=office)
    found(broken, on=date(2024, 3, 1))
    found(broken)
    notice = noticed_cycle(2025).notice
    Objection.objects.create(
        notice=notice,
        reference="YY2025-ABCD",
        entry=notice.entries.get(verdict__community=quiet),
        channel=ObjectionChannel.LETTER,
        text="漏统计了案件",
        received_on=notice.starts_on,
        due_on=date(2025, 11, 19),
    )
    colleague = UserFactory()
    incidents.lease(incident=report(waiting), by=colleague)
    incidents.request_withdrawal(incident=report(asked), reason="重复", by=colleague)


@both_widths
def test_long_names_go_to_a_second_line(long_names, office, open_page, viewport):
    page = open_page(office, viewport)
    faults = []
    for path in LISTS:
        page.goto(path)
        if path != "/office/dashboard/" and not page.get_by_text("花园").count():
            faults.append(f"{path} names none")
        faults += misfits(page)
    assert not faults, "\n".join(faults)
