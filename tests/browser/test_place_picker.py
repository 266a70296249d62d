"""The place of a report is picked by typing."""

import pytest

from accounts.permissions import Role
from tests.factories import CommunityFactory, CompoundFactory, UserFactory


@pytest.fixture
def picker(open_page):
    village = CommunityFactory(code="530521101001", name="五福社区第一")
    CommunityFactory(code="530521101002", name="五福村")
    CompoundFactory(parent=village, code="530521101001-X01", name="云栖雅苑")
    page = open_page(UserFactory(role=Role.OFFICER))
    page.goto("/office/incidents/report/")
    page.click(".ts-control")
    return page


def shown(page, typed: str) -> list[str]:
    page.fill(".ts-control input", typed)
    page.wait_for_function(
        "() => document.querySelector('.ts-dropdown .option, .ts-dropdown .no-results')"
    )
    names = page.locator(".ts-dropdown .option").all_inner_texts()
    return [name.split(" · ")[0] for name in names]


def test_a_place_is_found_by_what_people_call_it(picker):
    for typed in ("云栖雅苑小区", "甸阳镇云栖雅苑", "云栖 雅苑", "甸阳镇 云栖雅苑小区"):
        assert shown(picker, typed) == ["云栖雅苑"], typed
    assert shown(picker, "甸阳镇五福村委会") == ["五福社区第一", "五福村"]
    assert shown(picker, "六福小区") == []


def test_what_fits_equally_well_stands_in_the_order_of_the_registry(picker):
    assert shown(picker, "五福") == ["五福社区第一", "五福村"]
    assert shown(picker, "wf") == ["五福社区第一", "五福村"]
