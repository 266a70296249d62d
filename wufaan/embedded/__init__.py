"""A real PostgreSQL and a real Valkey under var/, for machines that were given neither.

Both listen on Unix sockets only, are started by whoever first connects, are shared by every
process of this checkout, outlive the process that started them, and stop with `make stop`.
"""

from types import ModuleType


def in_use() -> list[tuple[str, ModuleType]]:
    """The servers that no URL replaces, by name. A given server is never touched."""
    from django.conf import settings

    from wufaan.embedded import postgres, valkey

    servers = [
        ("PostgreSQL", postgres, settings.DATABASE_URL),
        ("Valkey", valkey, settings.REDIS_URL),
    ]
    return [(name, server) for name, server, url in servers if url is None]
