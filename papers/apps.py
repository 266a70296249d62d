from importlib import import_module

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "papers"
    verbose_name = "文稿"

    def ready(self) -> None:
        import_module("papers.audit_words")
        import_module("papers.links")
        import_module("papers.navigation")
