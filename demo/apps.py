"""Invented data for `make demo`. Stands above every other app; nothing may import it."""

from importlib import import_module

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"

    def ready(self) -> None:
        import_module("demo.audit_words")
