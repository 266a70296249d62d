"""What events say on screens."""

import pytest

from audit import actions
from audit.models import Event
from audit.presenters import changes, details, in_brief, known_label
from audit.subjects import kind_of, names_of, pointed_at
from audit.words import KEYS
from communities.heads import COMPOUND_HEADS, PLACE_HEADS
from evaluation.models import Honour
from incidents.criteria import CRITERIA
from papers.models import Wording
from tests.factories import CommunityFactory, UserFactory, approved_cycle, report


def test_criteria_and_heads_of_work_all_have_words():
    assert KEYS["criterion"].words.keys() == {str(number) for number in CRITERIA}
    for head in (*COMPOUND_HEADS, *PLACE_HEADS):
        assert head.title in KEYS["head"].words[head.key].split("或")


def said(verb: str, subject, data: dict) -> str:
    actions.record(verb=verb, subject=subject, by=UserFactory(), data=data)
    event = Event.objects.last()
    return in_brief(event, pointed_at([event]))


@pytest.mark.django_db
def test_values_are_told_by_their_labels_and_places_by_code_and_name():
    place, other = CommunityFactory(), CommunityFactory()
    incident = report(place)
    data = {
        "reply": "已更正。",
        "before": {"community_id": place.pk, "kind": "fire"},
        "after": {"community_id": other.pk, "kind": "fraud"},
    }
    told = said("incident_answered", incident, data)
    assert f"小区（村社） {place.code} {place.name} → {other.code} {other.name}" in told
    assert "种类 火灾 → 诈骗" in told
    assert "评选标准 第 4 项" in said("incident_determined", incident, {"criterion": 4})
    assert f"小区（村社） {place.code} {place.name}" in said(
        "incident_reported", incident, {"community": place.code}
    )


@pytest.mark.django_db
def test_words_changed_as_a_whole_are_told_as_a_whole():
    actions.record(
        verb="wording_changed",
        subject=Wording(pk=1),
        by=UserFactory(),
        data={"part": "body", "before": "旧的文字", "after": "新的文字"},
    )
    event = Event.objects.last()
    assert [(c.before, c.after) for c in changes(event)] == [("旧的文字", "新的文字")]
    assert len(details(event)) == 1


@pytest.mark.django_db
def test_titles_of_one_place_are_told_apart_by_their_level():
    CommunityFactory(name="甸阳村")
    approved_cycle(2025)
    title = Honour.objects.get()
    subject = f"evaluation.honour:{title.pk}"
    assert names_of([subject]) == {subject: f"2025 {title.get_level_display()} 甸阳村"}


def test_nothing_that_a_person_meets_in_the_chain_is_called_in_english():
    assert kind_of("evaluation.survey:1") == "满意度"
    assert known_label("communities.community:1", "pinyin") == "拼音"
