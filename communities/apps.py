from django.apps import AppConfig
from django.urls import register_converter

from communities.converters import CommunityCode


class CommunitiesConfig(AppConfig):
    name = "communities"
    verbose_name = "小区与村社"

    def ready(self):
        register_converter(CommunityCode, "community")
