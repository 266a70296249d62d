"""The making list for whoever makes the plaques."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.looks import looks_right


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_plaques_of_a_year_are_taken_away_as_filtered(county, office, open_page, viewport):
    page = open_page(office, viewport)
    page.goto("/office/plaques/?year=2024&state=standing")
    looks_right(page)
    with page.expect_download() as download:
        page.click("text=CSV")
    assert download.value.suggested_filename.startswith("证书牌匾")
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert "二维码网址" in lines[0]
    assert len(lines) == 1 + page.locator(".data tbody tr").count()
