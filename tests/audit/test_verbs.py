"""The table of verbs against the source: what is written has a name, what has a name is written."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

from audit.verbs import VERBS

RECORDERS = {"record", "record_many"}


class Source:
    """The modules of one app; a function is found there by its bare name."""

    def __init__(self, folder: Path):
        self.trees = [ast.parse(path.read_text()) for path in sorted(folder.rglob("*.py"))]

    def verbs(self) -> set[str]:
        """Everything that reaches audit.record as its verb."""
        found = set()
        for tree in self.trees:
            for scope, call in calls(tree):
                if named(call) in RECORDERS and (verb := keyword(call, "verb")):
                    found |= self.strings(verb, scope, tree)
        return found

    def strings(self, value: ast.expr, scope: ast.FunctionDef | None, tree: ast.Module) -> set[str]:
        """What an expression may be: itself, what its name was set to, or what callers hand in."""
        if isinstance(value, ast.Constant):
            return {value.value}
        if parts := one_of(value):
            return set().union(*(self.strings(part, scope, tree) for part in parts))
        assert isinstance(value, ast.Name), f"unreadable verb: {ast.unparse(value)}"
        if scope and value.id in (names := [a.arg for a in all_arguments(scope)]):
            return self.handed_in(scope, value.id, names.index(value.id), tree)
        found = set()
        for node in ast.walk(scope or tree):
            if isinstance(node, ast.Assign) and value.id in names_set(node):
                found |= self.strings(node.value, scope, tree)
        return found if found or not scope else self.strings(value, None, tree)

    def handed_in(self, function, name: str, position: int, home: ast.Module) -> set[str]:
        """A private function is called in its own module only."""
        found = set()
        for tree in [home] if function.name.startswith("_") else self.trees:
            for scope, call in calls(tree):
                if named(call) == function.name:
                    handed = keyword(call, name)
                    if handed is None and position < len(call.args):
                        handed = call.args[position]
                    if handed is not None:
                        found |= self.strings(handed, scope, tree)
        return found


def one_of(value: ast.expr) -> list[ast.expr]:
    """What a choice, or a table that is looked up, may give."""
    match value:
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.Tuple(elts=parts) | ast.Dict(values=parts):
            return parts
        case ast.Subscript(value=table):
            return [table]
    return []


def names_set(node: ast.Assign) -> set[str]:
    targets = [name for target in node.targets for name in ast.walk(target)]
    return {name.id for name in targets if isinstance(name, ast.Name)}


def calls(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef | None, ast.Call]]:
    """Each call with the function that it stands in."""
    for node in ast.walk(tree):
        inside = isinstance(node, ast.FunctionDef)
        if inside:
            yield from ((node, call) for call in ast.walk(node) if isinstance(call, ast.Call))


def named(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((k.value for k in call.keywords if k.arg == name), None)


def all_arguments(function: ast.FunctionDef) -> list[ast.arg]:
    return function.args.posonlyargs + function.args.args + function.args.kwonlyargs


def written() -> set[str]:
    ours = [Path(config.path) for config in apps.get_app_configs()]
    folders = [path for path in ours if path.parent == settings.BASE_DIR and path.name != "audit"]
    return set().union(*(Source(folder).verbs() for folder in folders))


def test_every_verb_that_is_written_has_a_chinese_name():
    assert written() - set(VERBS) == set()


def test_no_verb_has_a_name_that_nobody_writes():
    assert set(VERBS) - written() == set()
