from collections.abc import Iterator

import pytest

from evaluation.models import Cycle
from tests.factories import CommunityFactory, TownshipFactory, approved_cycle
from tests.papers.making import no_pdf_is_set


@pytest.fixture(autouse=True)
def files_of_this_test_only(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def no_pdf() -> Iterator[None]:
    with no_pdf_is_set():
        yield


@pytest.fixture(scope="module")
def two_townships(kept) -> None:
    """With a village each, of codes that no test's own places get; both named for 2025."""
    lower = TownshipFactory(code="530521102", name="由旺镇")
    CommunityFactory(name="甸阳村", code="530521101901")
    CommunityFactory(name="由旺村", code="530521101902", township=lower)
    approved_cycle(2025, issuer="某县公安局")


@pytest.fixture
def cycle(two_townships) -> Cycle:
    """Theirs, where a module has no other."""
    return Cycle.objects.get(year=2025)
