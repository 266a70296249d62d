"""Finding a place whose name somebody typed as it sounds."""

import pytest

from tests.evaluation.public.reading import names
from tests.factories import CompoundFactory, published_cycle

pytestmark = pytest.mark.django_db

# None sounds like another: what sounds just so goes before what only sounds nearly so.
NAMES = ["和鸣园", "阳光100小区", "善洲园2期", "静心园（2期）", "书香园二期", "鑫苑A区"]


@pytest.fixture(scope="module")
def named(kept) -> None:
    for name in NAMES:
        CompoundFactory(name=name)
    published_cycle(2024)


def test_my_village_is_found_by_its_sound_and_the_pages_say_so(client, named):
    for path in ("/communities/", "/years/2024/"):
        page = names(client, path, text="和名园")
        assert "和鸣园</a>" in page
        assert "没有叫“和名园”的小区、村社，列出的是读音相同的（hemingyuan）" in page
        assert "读音相同" not in names(client, path, text="和鸣园")


@pytest.mark.parametrize(
    ("name", "typed_in"),
    [
        ("阳光100小区", "洋光100小区"),
        ("阳光100小区", "洋光100"),
        ("善洲园2期", "善州园2期"),
        ("静心园（2期）", "净心园2期"),
        ("书香园二期", "书乡园2期"),
        ("善洲园2期", "善州园(二期)"),
        ("鑫苑A区", "新苑a区"),
    ],
)
def test_a_name_with_figures_letters_or_brackets_is_found_by_its_sound(
    client, named, name, typed_in
):
    page = names(client, "/communities/", text=typed_in)
    assert f"{name}</a>" in page
    assert "列出的是读音相同的" in page
    assert "没有查到" in names(client, "/communities/", text="百园100小区")
