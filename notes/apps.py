from importlib import import_module

from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "notes"
    verbose_name = "工作备注"

    def ready(self) -> None:
        import_module("notes.audit_words")
