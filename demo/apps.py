"""Invented data for `make demo`. Stands above every other app; nothing may import it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
