"""The table of labels against the source, and what events say on screens."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from audit import actions, labels
from audit.models import Event
from audit.presenters import changes, details, in_brief, known_label
from audit.subjects import field_at, kind_of, names_of, pointed_at
from communities.heads import COMPOUND_HEADS, PLACE_HEADS
from evaluation.models import Honour
from incidents.criteria import CRITERIA
from tests.factories import CommunityFactory, UserFactory, approved_cycle, report

# What puts an event on record, at once or through a step of a workflow.
RECORDING = {"record", "record_many", "take_step", "move_nominations", "_recorded", "_save"}
# Fields of rows in the same functions: no event keeps them.
NOT_KEPT = {
    "args",
    "by_id",
    "county",
    "created_by",
    "cycle",
    "cycle_id",
    "job",
    "open",
    "queued_at",
    "signed_by",
    "standing",
}
SIDES = {"before", "after"}


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def calls(node: ast.AST) -> list[ast.Call]:
    return [inner for inner in ast.walk(node) if isinstance(inner, ast.Call)]


def records(function: ast.FunctionDef) -> bool:
    """Whether it puts an event on record or says what one keeps (`_told`, `audit_data`)."""
    tells = function.name.endswith(("_data", "_told", "values_of"))
    return tells or any(called(call) in RECORDING for call in calls(function))


def written_in(function: ast.FunctionDef) -> set[str]:
    dicts = [node for node in ast.walk(function) if isinstance(node, ast.Dict)]
    keys = [key for node in dicts for key in node.keys if isinstance(key, ast.Constant)]
    return {key.value for key in keys}


def handed_on(tree: ast.Module) -> set[str]:
    """The names that callers give to a function that records its `**data`."""
    found = set()
    for function in functions(tree):
        if function.args.kwarg and function.args.kwarg.arg == "data" and records(function):
            own = {a.arg for a in (*function.args.args, *function.args.kwonlyargs)}
            for call in calls(tree):
                if called(call) == function.name:
                    found |= {k.arg for k in call.keywords if k.arg} - own
    return found


def written() -> set[str]:
    found = set()
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if folder.parent != settings.BASE_DIR or folder.name in ("audit", "demo"):
            continue
        for path in folder.rglob("*.py"):
            tree = ast.parse(path.read_text())
            found |= handed_on(tree)
            for function in filter(records, functions(tree)):
                found |= written_in(function)
    return found - SIDES - NOT_KEPT


def named() -> set[str]:
    """The keys that some model or the table has a name for."""
    models = [m._meta for m in apps.get_models()]
    subjects = {f"{meta.label_lower}:1": {f.attname for f in meta.fields} for meta in models}
    fields = {
        key.removesuffix("_id")
        for subject, keys in subjects.items()
        for key in keys
        if known_label(subject, key)
    }
    return fields | {key.rpartition(".")[2] for key in labels.KEYS}


def test_every_key_that_is_written_has_a_chinese_name():
    found = written()
    assert {"criterion", "taken_off", "with", "address", "finding", "demand"} <= found
    assert sorted({key.removesuffix("_id") for key in found} - named()) == []


def test_the_table_has_no_english():
    words = [*labels.KEYS.values(), *(w for t in labels.WORDS.values() for w in t.values())]
    english = [word for word in words if word.isascii()]
    assert english == []


@pytest.mark.parametrize("path", [*labels.CHOSEN_LIKE.values()])
def test_what_chooses_like_a_field_finds_its_choices(path):
    assert field_at(path).choices


def test_criteria_and_heads_of_work_are_all_in_the_table():
    assert labels.WORDS["criterion"].keys() == {str(number) for number in CRITERIA}
    titles = {}
    for head in (*COMPOUND_HEADS, *PLACE_HEADS):
        titles.setdefault(head.key, []).append(head.title)
    joined = {key: "或".join(dict.fromkeys(words)) for key, words in titles.items()}
    assert labels.WORDS["head"] == joined


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
    user = UserFactory()
    actions.record(
        verb="wording_changed",
        subject=user,
        by=user,
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
