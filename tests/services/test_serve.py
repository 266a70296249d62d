"""The command lines of the deployment, run for real on servers of their own."""

import socket
import subprocess
from pathlib import Path

from tests.commands import (
    PATIENCE_SECONDS,
    ROOT,
    command,
    get,
    manage,
    serving,
    wait_for,
)

# The worker's health check in docker-compose.yml.
INSPECT = (
    *("-m", "celery", "--app", "wufaan", "inspect", "ping"),
    *("--destination", f"celery@{socket.gethostname()}", "--timeout", "5"),
)


def children(pid: int) -> list[int]:
    return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def at_work(var: Path) -> list[str]:
    """Processes whose environment names this var/."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"VAR_DIR={var}\0".encode() in environ.read_bytes():
                found.append(command_line(int(environ.parent.name)))
        except OSError:
            continue
    return [line for line in found if "gunicorn" in line or "celery" in line]


def test_from_an_empty_folder_to_ready_and_back_to_nothing_running(var):
    done = manage("migrate", "--verbosity", "0", var=var)
    assert done.returncode == 0, done.stderr
    with serving(var, LOG_LEVEL="WARNING") as (serve, port):
        wait_for(lambda: get(port, "/healthz")[0] == 200)
        wait_for(lambda: get(port, "/readyz")[0] == 200)
        assert all(get(port, "/readyz")[1].values())

        second = manage("serve", var=var)
        assert second.returncode == 1
        assert "已经在运行" in second.stderr

        ping = subprocess.run(
            command(*INSPECT, var=var), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert "1 node online" in ping.stdout
        wait_for(lambda: any(var.glob("beat-schedule*")))

        stopped = manage("stop_services", var=var)
        assert stopped.returncode == 0, stopped.stderr
        assert stopped.stdout.count("已停止") == 3
        assert serve.wait(PATIENCE_SECONDS) == 0
    assert at_work(var) == []


def test_before_the_first_migration_it_is_not_ready_and_one_dead_process_ends_them_all(var):
    with serving(var, LOG_LEVEL="WARNING") as (serve, port):
        wait_for(lambda: get(port, "/readyz")[0] == 503)
        answer = get(port, "/readyz")[1]
        assert (answer["database"], answer["migrations"], answer["ok"]) == (True, False, False)

        (web,) = [pid for pid in children(serve.pid) if "gunicorn" in command_line(pid)]
        subprocess.run(["kill", "-9", str(web)], check=True)
        assert serve.wait(PATIENCE_SECONDS) == 1
    wait_for(lambda: at_work(var) == [])
