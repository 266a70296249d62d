from importlib import import_module

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = "评选"

    def ready(self):
        import_module("evaluation.audit_words")
        import_module("evaluation.navigation")
        import_module("evaluation.receivers")
