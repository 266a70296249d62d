"""What the two embedded servers share: where they live, under which account, one starter at a
time."""

import fcntl
import hashlib
import os
import pwd
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A Unix socket's path may have 107 bytes; a server appends a file name of its own.
LONGEST_SOCKET_FOLDER = 80

# PostgreSQL refuses to run as root, so root runs it under this account, which every Unix has.
UNPRIVILEGED = "nobody"


class ServiceError(RuntimeError):
    """An embedded server would not start; the text says where its log is."""


def answers(path: Path) -> bool:
    """Whether somebody listens on a Unix socket."""
    with socket.socket(socket.AF_UNIX) as s:
        try:
            s.connect(str(path))
        except OSError:
            return False
    return True


def socket_folder(home: Path) -> Path:
    """`home` itself, or where its path is too long for a socket a short folder named after it."""
    if len(os.fsencode(home)) <= LONGEST_SOCKET_FOLDER:
        return home
    return Path("/tmp") / f"wufaan-{_short_name(home)}"


@contextmanager
def one_starter(home: Path) -> Iterator[None]:
    """Two commands that start at once: the second waits and finds the server running."""
    home.parent.mkdir(parents=True, exist_ok=True)
    with open(home.parent / f"{home.name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def service_account() -> dict:
    """Keyword arguments for subprocess.run: root becomes the unprivileged account."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(UNPRIVILEGED)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def reachable(path: Path) -> bool:
    """Whether the service account can get at a path: a checkout under /root is closed to it."""
    return subprocess.run(["test", "-r", path], cwd="/", **service_account()).returncode == 0


def open_home(home: Path) -> Path:
    """Where the service account can keep its files: `home`, or for root in a closed folder a
    place under /var/lib, with a link from `home` to it."""
    home.parent.mkdir(parents=True, exist_ok=True)
    if not reachable(home.parent):
        elsewhere = Path("/var/lib/wufaan") / _short_name(home)
        elsewhere.mkdir(parents=True, exist_ok=True)
        if not home.exists():
            home.symlink_to(elsewhere)
        return elsewhere
    return home


def own(folder: Path) -> Path:
    """The folder, made for the service account and closed to everyone else."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    account = service_account()
    if account:
        os.chown(folder, account["user"], account["group"])
    return folder


def _short_name(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
