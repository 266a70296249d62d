from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.urls import register_converter

from evaluation.notice.converters import EditionConverter

PARTS = ("year", "ladder", "notice", "public", "overview")
# What registers itself when it is loaded, in whichever part it stands.
REGISTERING = (
    *("audit_words", "correctable", "import_kinds", "links", "navigation", "station_work"),
    "tasks",
)


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = "评选"

    def ready(self) -> None:
        register_converter(EditionConverter, "edition")
        import_module("evaluation.receivers")
        for module in (f"evaluation.{part}.{name}" for part in PARTS for name in REGISTERING):
            if find_spec(module):
                import_module(module)
