"""The three processes of an installation: docker-compose.yml and `manage.py serve` run these very
command lines (a test compares them). Addresses and numbers come from the environment."""

import signal
from dataclasses import dataclass


@dataclass(frozen=True)
class Process:
    """`command` starts with `python`; `stop_signal` lets it finish what it is doing."""

    name: str
    command: tuple[str, ...]
    stop_signal: signal.Signals = signal.SIGTERM


PROCESSES = (
    # Where it listens: GUNICORN_CMD_ARGS. Threads: browsers open connections that they may never
    # use, and a worker without threads waits at each until it is killed. Loaded before the workers
    # fork: once, not by each.
    Process(
        "web",
        (
            *("python", "-m", "gunicorn", "--workers", "3", "--threads", "4", "--timeout", "60"),
            *("--preload", "--no-control-socket", "wufaan.wsgi"),
        ),
    ),
    # Gossip and mingle are talk among many workers. On SIGTERM it would wait for its tasks
    # without limit; on SIGQUIT it gives them 20 seconds, then hands them back to the broker.
    Process(
        "worker",
        (
            *("python", "-m", "celery", "--app", "wufaan", "--quiet", "worker"),
            *("--concurrency", "2", "--without-gossip", "--without-mingle"),
        ),
        signal.SIGQUIT,
    ),
    # No pid file: one that is left after a crash would keep it from starting.
    Process(
        "beat",
        ("python", "-m", "celery", "--app", "wufaan", "--quiet", "beat", "--pidfile="),
    ),
)
