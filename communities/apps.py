from importlib import import_module

from django.apps import AppConfig
from django.urls import register_converter

from accounts import stations
from communities.converters import CommunityCode


class CommunitiesConfig(AppConfig):
    name = "communities"
    verbose_name = "小区与村社"

    def ready(self) -> None:
        from communities.models import Station

        register_converter(CommunityCode, "community")
        stations.provide(lambda: Station.objects.existing().values_list("code", "name"))
        import_module("communities.audit_words")
        import_module("communities.navigation")
        import_module("communities.search")
