"""What the pages of a year and its files cost: as much for a longer list."""

from datetime import date

import pytest
from django.test import Client

from accounts.permissions import Role
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    UserFactory,
    found,
    published_cycle,
)
from tests.queries import queries

pytestmark = pytest.mark.django_db

LISTS = ["/office/cycles/2024/", "/office/cycles/", "/office/plaques/?year=2024"]
RESULTS = ["verdicts.xlsx", "verdicts.csv", "?sort=-satisfaction&criterion=4"]
PUBLIC_LISTS = ["/", "/notices/2024/", "/years/2024/"]
FILES = [f"/notices/2024/list.{format}" for format in ("txt", "xlsx", "docx", "pdf")]
PATHS = [*LISTS, *(LISTS[0] + path for path in RESULTS), *PUBLIC_LISTS, *FILES]


def signed_in() -> Client:
    client = Client()
    client.force_login(UserFactory(role=Role.OFFICE))
    return client


def places(count: int, year: int) -> None:
    for _ in range(count):
        found(CommunityFactory(), on=date(year, 2, 1))
        CompoundFactory()


@pytest.fixture(scope="module")
def few(kept) -> dict[str, int]:
    """By address, the queries for 2024, while there was no other year; 2025 has longer lists."""
    places(1, 2024)
    published_cycle(2024)
    counted = {path: queries(signed_in(), path) for path in PATHS}
    places(6, 2025)
    published_cycle(2025)
    return counted


@pytest.mark.parametrize("path", PATHS)
def test_a_longer_list_takes_no_more_queries(few, path):
    assert queries(signed_in(), path.replace("2024", "2025")) == few[path] <= 40
