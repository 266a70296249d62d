import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from wufaan.embedded import postgres, valkey


@pytest.fixture
def var() -> Iterator[Path]:
    """A var/ of its own, for a test that starts, kills and stops real servers. pytest's folders
    are closed to the account under which root runs them."""
    folder = Path(tempfile.mkdtemp(prefix="wufaan-test-"))
    folder.chmod(0o755)
    yield folder
    for server in (postgres, valkey):
        server.stop(folder)
    shutil.rmtree(folder)
