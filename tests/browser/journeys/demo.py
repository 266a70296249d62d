"""The demo, from an empty folder to a served page."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.wufaan.services import get, manage, serving, wait_for

# A journey asks for what is not there too, and 404s would fill the log.
ENVIRONMENT = {"WUFAAN_DEMO": "1", "LOG_LEVEL": "ERROR"}


@contextmanager
def served() -> Iterator[str]:
    # pytest's folders are closed to the account under which root runs the servers.
    var = Path(tempfile.mkdtemp(prefix="wufaan-demo-"))
    var.chmod(0o755)
    try:
        for arguments in (["migrate"], ["collectstatic", "--noinput"], ["demo"]):
            done = manage(*arguments, var=var, **ENVIRONMENT)
            assert done.returncode == 0, done.stderr
        with serving(var, **ENVIRONMENT) as (_, port):
            wait_for(lambda: get(port, "/readyz")[0] == 200)
            yield f"http://127.0.0.1:{port}"
    finally:
        manage("stop_services", var=var)
        shutil.rmtree(var)
