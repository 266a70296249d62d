"""States and their marks."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.db.models import CharField, TextChoices
from django.template import Context, Template

from communities.heads import WorkState
from communities.models import WorkRecord
from jobs.models import Job, State
from tests.factories import CommunityFactory
from wufaan.marks import MarkedChoices, Shape, StateField, Tone, marked_states_are_read_as_such

TAG = re.compile(r"\{%\s*(sign|shape|badge|mark)\s+(\S+)(?:\s+(\S+))?\s*")


def shown(text: str, **context) -> str:
    return Template("{% load wufaan_tags %}" + text).render(Context(context))


def test_a_state_without_its_mark_cannot_be_loaded():
    with pytest.raises(ValueError, match="not enough values"):

        class Half(MarkedChoices):
            READY = "ready", Shape.TICK, Tone.GOOD, "好了"
            FORGOTTEN = "forgotten", "忘了"

    with pytest.raises(ValueError, match="purple"):

        class Unknown(MarkedChoices):
            READY = "ready", Shape.TICK, "purple", "好了"


def test_a_marked_state_is_a_choice_like_any():
    assert issubclass(MarkedChoices, TextChoices)
    assert (State.DONE, State.DONE.label, State("done")) == ("done", "已完成", State.DONE)
    assert {State.DONE: 1}["done"] == 1


@pytest.mark.django_db
def test_what_is_read_is_a_state():
    record = WorkRecord.objects.create(
        community=CommunityFactory(), year=2025, head="party", state="done"
    )
    read = WorkRecord.objects.get(pk=record.pk)
    assert read.state is WorkState.DONE
    assert WorkRecord.objects.values_list("state", flat=True).get() is WorkState.DONE


def test_states_of_one_name_look_as_their_own_app_says():
    done = {
        type(field.states.DONE): (field.states.DONE.shape, field.states.DONE.tone)
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, StateField) and hasattr(field.states, "DONE")
    }
    assert len(done) > 2
    page = shown("{% badge state %}", state=Job(state=State.FAILED).state)
    assert 'class="outcome is-bad"' in page
    assert page.endswith("未完成</span>")
    assert shown('{% badge state "任务中断" %}', state=State.FAILED).endswith("任务中断</span>")


def test_a_sign_of_what_is_no_state():
    assert 'class="outcome is-good"' in shown('{% sign "tick" "good" "完整" %}')
    assert Shape.TICK.value in shown('{% shape "tick" %}')


def test_a_field_that_would_lose_its_marks_is_found_at_start_up():
    assert [e for e in run_checks() if e.id == "wufaan.E001"] == []
    field = Job._meta.get_field("state")
    kept = field.__class__
    field.__class__ = CharField
    try:
        errors = marked_states_are_read_as_such()
    finally:
        field.__class__ = kept
    assert [error.obj for error in errors] == [field]


def test_templates_name_only_what_there_is():
    """What a page would find out too late: a mistyped shape, or a state given as text."""
    texts = [path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html")]
    tags = [tag for text in texts for tag in TAG.findall(text)]
    assert len(tags) > 60
    for name, first, second in tags:
        if name in ("sign", "shape"):
            assert first.strip('"').upper() in Shape.__members__, (name, first)
        else:
            assert not first.startswith('"'), (name, first)
        if name == "sign":
            assert second.strip('"') in set(Tone), (name, second)
