from importlib import import_module

from django.apps import AppConfig
from django.urls import register_converter

from incidents.converters import Month


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = "案（事）件"

    def ready(self) -> None:
        register_converter(Month, "month")
        import_module("incidents.audit_words")
        import_module("incidents.navigation")
        import_module("incidents.receivers")
        import_module("incidents.search")
