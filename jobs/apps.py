from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "任务"

    def ready(self) -> None:
        # Pages name the kinds of jobs and offer the kinds of imports, not only the worker.
        autodiscover_modules("tasks", "import_kinds")
        import_module("jobs.audit_words")
        import_module("jobs.navigation")
