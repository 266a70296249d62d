"""Runs the processes of an installation on one machine until it is told to stop."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from wufaan.errors import DomainError
from wufaan.processes import PROCESSES, Process

# Longer than a worker's soft shutdown (CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT).
STOP_SECONDS = 30


@contextlib.contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Two sets of processes on one var/ would run beat twice. The lock ends with its holder."""
    with open(_lock_file(var), "a+") as lock:
        if not _lock(lock):
            raise DomainError("系统已经在运行。先停止它（Ctrl-C 或 make stop），再启动。")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def stop_other(var: Path) -> bool:
    """Ask the runner that holds the lock to stop, and wait for it. Whether there was one."""
    with contextlib.suppress(FileNotFoundError), open(_lock_file(var)) as lock:
        if not _lock(lock):
            os.kill(int(lock.read()), signal.SIGTERM)
            fcntl.flock(lock, fcntl.LOCK_EX)
            return True
    return False


@contextlib.contextmanager
def running_processes(environment: dict[str, str]) -> Iterator[None]:
    """All of PROCESSES run inside the block, each in a session of its own, so that Ctrl-C reaches
    only this runner; they are stopped however the block ends. A request to end is raised inside
    it as KeyboardInterrupt."""
    _raise_requests_to_end()
    started: list[tuple[Process, subprocess.Popen[bytes]]] = []
    try:
        for process in PROCESSES:
            command = [sys.executable, *process.command[1:]]
            popen = subprocess.Popen(command, env=os.environ | environment, start_new_session=True)
            started.append((process, popen))
        yield
    finally:
        for process, popen in started:
            popen.send_signal(process.stop_signal)
        for _, popen in started:
            _wait_or_kill(popen)


def wait_for_an_end() -> None:
    """Returns when one of the processes has ended by itself."""
    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)


def _raise_requests_to_end() -> None:
    for number in (signal.SIGTERM, signal.SIGHUP):
        # `nohup` has the second one ignored, and means it.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def _wait_or_kill(popen: subprocess.Popen[bytes]) -> None:
    """Its children too: the ones of a killed web process would hold the port for a while."""
    with contextlib.suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
        popen.wait(STOP_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(popen.pid, signal.SIGKILL)
    popen.wait()


def _lock(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_file(var: Path) -> Path:
    return var / "serve.lock"
