"""What stands in an input can be read to its end."""

import pytest

from accounts.permissions import Role
from evaluation.models import Objection, ObjectionChannel
from tests.browser.conftest import PHONE
from tests.browser.looks import misfits
from tests.factories import CommunityFactory, UserFactory, noticed_cycle

# How much wider its words are than the room for them.
LACKING = """input => {
    const style = getComputedStyle(input)
    const canvas = document.createElement("canvas").getContext("2d")
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
    const words = input.options ? input.selectedOptions[0].text : input.placeholder
    const room = input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    return canvas.measureText(words).width - room
}"""


@pytest.fixture
def objection(office):
    CommunityFactory()
    notice = noticed_cycle(2025).notice
    return Objection.objects.create(
        notice=notice,
        reference="YY2025-ABCD",
        channel=ObjectionChannel.LETTER,
        text="漏统计了案件",
        received_on=notice.starts_on,
        due_on=notice.ends_on,
        assigned_to=UserFactory(
            role=Role.OFFICE, display_name="领导小组办公室内勤", username="bangongshi-er"
        ),
    )


def test_which_of_two_accounts_of_one_post_it_is(objection, office, open_page):
    page = open_page(office)
    page.goto("/office/objections/YY2025-ABCD/")
    assert page.locator("[name=to]").evaluate(LACKING) <= 0


def test_on_a_phone_it_is_as_wide_as_there_is_room(objection, office, open_page):
    page = open_page(office, PHONE)
    page.goto("/office/objections/YY2025-ABCD/")
    assert not misfits(page)


def test_what_to_look_for_in_the_audit_trail(live_server, open_page):
    page = open_page(UserFactory(role=Role.AUDITOR))
    page.goto("/office/audit/")
    for name in ("subject", "actor"):
        assert page.locator(f"[name={name}]").evaluate(LACKING) <= 0, name
