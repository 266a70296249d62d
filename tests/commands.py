"""Running commands on a var/ of their own, as a person at a terminal would."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 90


def command(*arguments: str, var: Path, **environment: str) -> list[str]:
    """`env …` so that it reads as what a person would type; nothing is inherited that would point
    to servers other than the embedded ones."""
    kept = {k: v for k, v in os.environ.items() if k == "PATH" or k.startswith("COVERAGE_")}
    given = {"VAR_DIR": str(var), **kept, **environment}
    return ["env", "-i", *(f"{k}={v}" for k, v in given.items()), sys.executable, *arguments]


def manage(*arguments: str, var: Path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        command("manage.py", *arguments, var=var, **environment),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def serving(var: Path, **environment: str) -> Iterator[tuple[subprocess.Popen, int]]:
    port = free_port()
    popen = subprocess.Popen(
        command("manage.py", "serve", "--port", str(port), var=var, **environment),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield popen, port
    finally:
        popen.send_signal(signal.SIGTERM)
        popen.communicate(timeout=PATIENCE_SECONDS)


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def get(port: int, path: str) -> tuple[int, dict]:
    """Status 0: nobody listens yet."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError:
        return 0, {}


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.1)
