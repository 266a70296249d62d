"""A pytest plugin that is loaded before Django reads its settings (`-p` in pyproject.toml; a
conftest.py comes too late for that).

Tests run on the PostgreSQL and the Valkey that DATABASE_URL and REDIS_URL name, or on embedded
ones in a folder of their own, so that the working copy's own var/ is left alone; each process of
pytest-xdist has its own, so that no worker takes another process's jobs.
"""

import os
from pathlib import Path

os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
if process := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["VAR_DIR"] += f"-{process}"
# Static files by their plain names: there is no collectstatic before a test.
os.environ.setdefault("DEBUG", "1")
