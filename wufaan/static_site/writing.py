"""A folder of files with the hash of each, put in place at one stroke where that can be done."""

import errno
import hashlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from wufaan.errors import DomainError, why_not

# In the form that `sha256sum -c` reads, which passes over the first line: it says that we wrote it.
MANIFEST = "SHA256SUMS"
MARK = "# wufaan-site-1"
# What says that a folder cannot be moved aside: a mount point, or one whose parent is not ours.
_FIXED = {errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS}
_TOLD = 3


def check(folder: Path) -> None:
    """Raise a DomainError where `write` would refuse the folder, before all pages are fetched."""
    try:
        if folder.exists():
            _earlier(folder)
    except OSError as error:
        raise DomainError(f"{folder} 写不了：{why_not(error)}。") from error


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Put the files there, and a manifest. The folder is new, empty, or holds an earlier export
    and nothing else, which is replaced as a whole; any other is refused and left alone."""
    try:
        earlier = _earlier(folder) if folder.exists() else {}
        if not _at_one_stroke(files, folder):
            _one_by_one(files, folder, earlier)
    except OSError as error:
        raise DomainError(f"{folder} 写不了：{why_not(error)}。") from error


def manifest(hashes: Mapping[str, str]) -> bytes:
    lines = (f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    return "".join([f"{MARK}\n", *lines]).encode()


def _earlier(folder: Path) -> dict[str, str]:
    """Name → hash of what an earlier export put there; refuses a folder with anything else."""
    if not folder.is_dir():
        raise DomainError(f"{folder} 不是文件夹。请换一个。")
    earlier = _read(folder / MANIFEST)
    known = {MANIFEST, *earlier} if earlier else set()
    found = [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
    # What a link leads to is not ours, wherever it stands.
    names = {path.relative_to(folder).as_posix(): path.is_symlink() for path in found}
    others = sorted(name for name, is_link in names.items() if is_link or name not in known)
    if others:
        told = "、".join(others[:_TOLD]) + (" 等" if len(others) > _TOLD else "")
        raise DomainError(
            f"{folder} 不是空文件夹，里面有不是本命令导出的文件：{told}。"
            "没有导出，什么也没有改动。请换一个文件夹，或者在里面新建一个。"
        )
    return {name: earlier[name] for name in names.keys() & earlier.keys()}


def _read(path: Path) -> dict[str, str]:
    """Nothing where it is not ours."""
    lines = path.read_text(errors="replace").splitlines() if path.is_file() else []
    if lines[:1] != [MARK]:
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines[1:])}


def _at_one_stroke(files: Mapping[str, bytes], folder: Path) -> bool:
    """Whether it could be done so. Where not, all is as it was."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f"{folder.name}-", dir=folder.parent) as beside:
            fresh, old = Path(beside, "new"), Path(beside, "old")
            _put({**files, MANIFEST: manifest(_hashes(files))}, fresh)
            if folder.exists():
                folder.rename(old)
            _into_place(fresh, folder, old)
    except OSError as error:
        if error.errno in _FIXED and folder.exists():
            return False
        raise
    return True


def _into_place(fresh: Path, folder: Path, old: Path) -> None:
    try:
        fresh.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def _one_by_one(files: Mapping[str, bytes], folder: Path, earlier: Mapping[str, str]) -> None:
    """The manifest names old and new from the start: interrupted, it can be done over."""
    hashes = _hashes(files)
    _put({MANIFEST: manifest({**earlier, **hashes})}, folder)
    _put(files, folder)
    for name in earlier.keys() - files.keys():
        (folder / name).unlink()
        for above in Path(name).parents[:-1]:
            if not any((folder / above).iterdir()):
                (folder / above).rmdir()
    _put({MANIFEST: manifest(hashes)}, folder)


def _put(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
