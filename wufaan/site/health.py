"""For whoever watches the services: is the process up, can it do its work."""

import logging
from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from wufaan import broker
from wufaan.access import public

logger = logging.getLogger(__name__)


@public
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"ok": True})


@public
def readyz(request: HttpRequest) -> JsonResponse:
    """Everything it needs answers too: 200 or 503, with what is missing by name."""
    parts = {name: _passes(name, check) for name, check in CHECKS.items()}
    ok = all(parts.values())
    return JsonResponse({"ok": ok, **parts}, status=200 if ok else 503)


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _broker() -> bool:
    with broker.client() as client:
        return bool(client.ping())


CHECKS = {
    "database": _database,
    "migrations": _migrations,
    "broker": _broker,
    "worker": broker.worker_is_alive,
}


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever it is, this part is not ready; the log says why
        logger.exception("readyz: %s", name)
        return False
