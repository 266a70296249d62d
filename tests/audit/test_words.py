"""What apps say their verbs, rows and keys are called."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings

from accounts.models import User
from audit import actions, words
from audit.models import Event
from audit.subjects import kind_of
from communities.models import Community
from incidents.models import Incident

RECORDED = re.compile(r'\brecord(?:_many)?\(\s*verb="(\w+)"')


def sources() -> Iterator[str]:
    """The text of every module of every app of ours, but those that say what verbs are called."""
    for config in apps.get_app_configs():
        folder = settings.BASE_DIR / config.name
        if folder.is_dir() and config.name != "audit":
            for path in folder.rglob("*.py"):
                if path.name != "audit_words.py":
                    yield path.read_text()


def test_every_verb_that_is_written_has_a_chinese_name():
    written = {verb for text in sources() for verb in RECORDED.findall(text)}
    assert len(written) > 40
    assert written - words.VERBS.keys() == set()


def test_no_verb_has_a_name_that_nobody_writes():
    texts = "\n".join(sources())
    assert [verb for verb in words.VERBS if f'"{verb}"' not in texts] == []


@pytest.mark.django_db
def test_a_verb_that_is_called_nothing_is_not_put_on_record():
    system = User.objects.system()
    with pytest.raises(LookupError, match="incident_eaten"):
        actions.record(verb="incident_eaten", subject=system, by=system)
    with pytest.raises(LookupError, match="incident_eaten"):
        actions.record_many(verb="incident_eaten", subjects=[(system, {})], by=system)
    assert not Event.objects.exists()


def test_a_verb_of_former_times_is_shown_as_it_stands():
    assert words.label("incident_eaten") == "incident_eaten"


def test_two_apps_do_not_say_the_same():
    area = words.VERBS["incident_reported"].area
    for say in (
        lambda: words.verbs(area, {"incident_reported": "上报"}),
        lambda: words.subject(Incident),
        lambda: words.keys({"reason": "原因"}),
    ):
        with pytest.raises(RuntimeError, match="Two say"):
            say()


def test_every_verb_belongs_to_one_part_of_the_work():
    listed = [verb for _, verbs in words.by_area() for verb, _ in verbs]
    assert sorted(listed) == sorted(words.VERBS)
    assert [area for area, _ in words.by_area()][:3] == ["账号和登录", "名录", "案（事）件"]


def test_nothing_has_an_english_name():
    of_subjects = [key for told in words.SUBJECTS.values() for key in told.keys.values()]
    keys = [*words.KEYS.values(), *of_subjects]
    labels = [verb.label for verb in words.VERBS.values()] + [key.label for key in keys]
    labels += [word for key in keys if not callable(key.words) for word in key.words.values()]
    assert [label for label in labels if label.isascii()] == []
    kinds = {kind_of(f"{model._meta.label_lower}:1") for model in words.SUBJECTS}
    assert [kind for kind in kinds if kind.isascii()] == []


def test_what_rows_are_called_by_leads_somewhere():
    """A path that is mistyped would fail on the auditor's page."""
    for model, told in words.SUBJECTS.items():
        for path in (*told.name_fields, *told.pointed_at, *filter(None, [told.about])):
            assert model.objects.values(path).query


def test_what_is_about_a_community_says_so():
    """All that hangs on a community in one step, but what the trail never speaks of."""
    hanging = {
        relation.related_model
        for relation in Community._meta.related_objects
        if relation.field.name == "community" and relation.related_model in words.SUBJECTS
    }
    assert len(hanging) > 4
    assert [model for model in hanging if words.SUBJECTS[model].about != "community"] == []
