from importlib import import_module

from django.apps import AppConfig
from django.urls import register_converter

from evaluation.notice.converters import EditionConverter

# What registers itself, or listens, when it is loaded.
LOADED = (
    "receivers",
    "year.audit_words",
    "year.import_kinds",
    "year.navigation",
    "year.tasks",
    "ladder.audit_words",
    "ladder.correctable",
    "ladder.navigation",
    "ladder.station_work",
    "notice.audit_words",
    "notice.navigation",
    "notice.station_work",
    "notice.tasks",
    "overview.links",
    "overview.navigation",
)


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = "评选"

    def ready(self) -> None:
        register_converter(EditionConverter, "edition")
        for module in LOADED:
            import_module(f"evaluation.{module}")
