from celery.signals import heartbeat_sent
from django.apps import AppConfig


class WufaanConfig(AppConfig):
    name = "wufaan"

    def ready(self) -> None:
        from wufaan import broker, database  # noqa: F401 (declares a lookup)

        heartbeat_sent.connect(lambda **_: broker.beat(), weak=False)
