"""Django's PostgreSQL backend, which starts the embedded server where it does not answer."""

from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base

from wufaan.embedded import postgres


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            postgres.ensure_running(settings.VAR_DIR)
            return super().get_new_connection(conn_params)
