"""The queue. Its settings are the CELERY_… ones in settings.py."""

import os
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wufaan.settings")


class Queue(Celery):
    """Celery, which starts the embedded broker before it first connects to it."""

    def connection_for_read(self, url: str | None = None, **kwargs: Any) -> Any:
        self.ensure_broker()
        return super().connection_for_read(url, **kwargs)

    def connection_for_write(self, url: str | None = None, **kwargs: Any) -> Any:
        self.ensure_broker()
        return super().connection_for_write(url, **kwargs)

    def ensure_broker(self) -> None:
        """Start the embedded broker unless one was given or it is running."""
        from django.conf import settings

        if settings.REDIS_URL is None:
            from wufaan.embedded import valkey

            valkey.ensure_running(settings.VAR_DIR)


app = Queue("wufaan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
