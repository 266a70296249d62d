"""The demo, from an empty folder to a served page: built once for all tests of a run, which get
copies."""

import fcntl
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.commands import get, manage, serving, wait_for
from wufaan.embedded import postgres

# The file that holds what the command told: the accounts.
PRINTED = "printed"

# A journey asks for what is not there too, and 404s would fill the log.
ENVIRONMENT = {"WUFAAN_DEMO": "1", "LOG_LEVEL": "ERROR"}

# So that no worker makes hundreds of certificates beside every journey. Of all years but the last
# the same sheet for everyone: a minute less, and what is printed is looked at elsewhere.
DO_WHAT_WAITS = """
from unittest.mock import patch
from jobs import actions
from jobs.models import Job
from plaques import certificate
from plaques.models import Plaque
from plaques.printing import as_certificate

*earlier, last = Job.objects.unfinished().filter(kind="certificates").order_by("pk")
sheet = certificate.render([as_certificate(Plaque.objects.first())])
with patch.object(certificate, "render", return_value=sheet):
    for job in earlier:
        actions.run(job_id=job.pk)
for job in Job.objects.unfinished():
    actions.run(job_id=job.pk)
"""


@dataclass(frozen=True)
class Demo:
    """One that is served."""

    var: Path
    url: str

    def run(self, code: str) -> None:
        """What no page does, such as letting time pass."""
        _manage("shell", "--command", code, var=self.var)


@contextmanager
def built() -> Iterator[Path]:
    """As `make demo` builds it, with everything made that the queue makes of it; at rest."""
    with _folder() as var:
        for arguments in (["migrate"], ["collectstatic", "--noinput"]):
            _manage(*arguments, var=var)
        (var / PRINTED).write_text(_manage("demo", var=var))
        _manage("shell", "--command", DO_WHAT_WAITS, var=var)
        _manage("stop_services", var=var)
        yield var


def built_once(folder: Path) -> Path:
    """A built one in `folder`, which several processes share."""
    there = folder / "demo"
    with open(folder / "demo.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not there.exists():
            with built() as var:
                _copy(var, folder / "demo.new")
            (folder / "demo.new").rename(there)
    return there


@contextmanager
def served(original: Path, **environment: str) -> Iterator[Demo]:
    """A copy, as `make demo` serves it: real web, worker and beat on servers of their own."""
    with _folder() as var:
        _copy(original, var)
        try:
            with serving(var, **ENVIRONMENT | environment) as (_, port):
                wait_for(lambda: get(port, "/readyz")[0] == 200)
                yield Demo(var, f"http://127.0.0.1:{port}")
        finally:
            _manage("stop_services", var=var)


@contextmanager
def database(original: Path) -> Iterator[Path]:
    """A copy, whose database this process's tests use instead of their own empty one."""
    with _folder() as var:
        _copy(original, var)
        postgres.ensure_running(var)
        try:
            with _connected_to(postgres.settings(var)):
                yield var
        finally:
            postgres.stop(var)


@contextmanager
def _connected_to(settings: dict) -> Iterator[None]:
    own = connection.settings_dict
    connection.close()
    connection.settings_dict = own | settings
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = own


@contextmanager
def _folder() -> Iterator[Path]:
    # pytest's folders are closed to the account under which root runs the servers.
    var = Path(tempfile.mkdtemp(prefix="wufaan-demo-"))
    var.chmod(0o755)
    try:
        yield var
    finally:
        shutil.rmtree(var)


def _copy(original: Path, copy: Path) -> None:
    """With the owners of its files: the servers' account."""
    copy.mkdir(exist_ok=True)
    subprocess.run(["cp", "--archive", f"{original}/.", copy], check=True)


def _manage(*arguments: str, var: Path) -> str:
    done = manage(*arguments, var=var, **ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    return done.stdout
