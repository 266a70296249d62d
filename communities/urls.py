from django.urls import path

from communities.views import registry

REGISTRY = "office/registry/"
COMMUNITY = REGISTRY + "communities/<community:code>/"

urlpatterns = [
    path(REGISTRY, registry.registry, name="registry"),
    path(COMMUNITY, registry.community, name="registry-community"),
]
