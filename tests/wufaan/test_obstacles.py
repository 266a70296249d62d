"""What stands in the way of a step: what an action makes of it, and a page."""

from types import SimpleNamespace

import pytest

from accounts.permissions import Permission
from wufaan.obstacles import Obstacle, Shown, Stopped, Way, refuse, shown, why_not

QUEUE = Way("去认定", "queue")
ANSWER = Way("去答复", "home", needs="ANSWER", otherwise=Way("去看", "home", query="#what"))
WARNS = Obstacle("还没有填写命名单位。", stops=False)
STOPS, ALSO = Obstacle("评选期没有满。"), Obstacle("名单是空的。")


def somebody(*permissions: str):
    return SimpleNamespace(can=lambda permission: permission in permissions)


def test_the_first_that_stops_is_the_refusal():
    with pytest.raises(Stopped, match=STOPS.text):
        refuse([WARNS, STOPS, ALSO])
    assert why_not([WARNS, STOPS, ALSO]) == STOPS.text


def test_what_only_warns_stops_nobody():
    refuse([])
    refuse([WARNS])
    assert why_not([WARNS]) == ""


def test_nothing_is_looked_for_behind_the_first():
    def looking():
        yield STOPS
        raise AssertionError

    assert why_not(looking()) == STOPS.text


def test_a_page_lists_all_and_each_once_what_stops_first():
    assert shown([WARNS, STOPS, STOPS, ALSO], somebody()) == [
        Shown(STOPS.text, True),
        Shown(ALSO.text, True),
        Shown(WARNS.text, False),
    ]


@pytest.mark.parametrize(
    ("permissions", "way", "link", "url"),
    [
        ((), None, "", ""),
        ((), Way("去看", "home"), "去看", "/"),
        ((), QUEUE, "", ""),
        ((Permission.DETERMINE,), QUEUE, "去认定", "/office/queue/"),
        ((), ANSWER, "去看", "/#what"),
        (("ANSWER",), ANSWER, "去答复", "/"),
        ((), Way("去填写", "cycle-open", otherwise=QUEUE), "", ""),
        (
            (Permission.DETERMINE,),
            Way("去填写", "cycle-open", otherwise=QUEUE),
            "去认定",
            "/office/queue/",
        ),
    ],
)
def test_a_link_leads_where_the_person_may_go(permissions, way, link, url):
    (only,) = shown([Obstacle("件数不对。", way=way)], somebody(*permissions))
    assert (only.link, only.url) == (link, url)
