from importlib import import_module

from django.apps import AppConfig


class PlaquesConfig(AppConfig):
    name = "plaques"
    verbose_name = "证书"

    def ready(self) -> None:
        import_module("plaques.audit_words")
        import_module("plaques.links")
        import_module("plaques.navigation")
        import_module("plaques.checks")
        import_module("plaques.correctable")
        import_module("plaques.receivers")
        import_module("plaques.search")
