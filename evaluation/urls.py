"""Each part has its own; the addresses are promises."""

from django.urls import include, path

PARTS = ("public", "overview", "year", "notice", "ladder")

urlpatterns = [path("", include(f"evaluation.{part}.urls")) for part in PARTS]
