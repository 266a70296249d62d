"""A plain connection to the broker's server, for what Celery has no word for."""

import redis
from django.conf import settings

from wufaan.celery import app

_HEARTBEAT_KEY = "wufaan:worker-heartbeat"
# A worker beats every two seconds; it is given up after missing several.
_HEARTBEAT_SECONDS = 15


def client() -> redis.Redis:
    """Closed by whoever asked (`with client() as c`)."""
    url = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://")
    url = url.replace("virtual_host=", "db=")
    app.ensure_broker()
    return redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3)


def beat() -> None:
    """Called by a worker to say that it is alive."""
    with client() as c:
        c.set(_HEARTBEAT_KEY, "1", ex=_HEARTBEAT_SECONDS)


def worker_is_alive() -> bool:
    with client() as c:
        return bool(c.exists(_HEARTBEAT_KEY))
