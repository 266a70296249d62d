from importlib import import_module

from django.apps import AppConfig

# What registers itself, or listens, when it is loaded.
LOADED = (
    "audit_words",
    "navigation",
    "receivers",
    "year.tasks",
    "year.import_kinds",
    "notice.tasks",
)


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = "评选"

    def ready(self):
        for module in LOADED:
            import_module(f"evaluation.{module}")
