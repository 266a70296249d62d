"""A folder of files with the hash of each, put in place at one stroke."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from wufaan.errors import DomainError

# In the form that `sha256sum -c` reads.
MANIFEST = "SHA256SUMS"


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Put the files there, and a manifest. The folder is new, empty, or holds an earlier export,
    which is replaced as a whole; any other is refused and left alone."""
    if folder.exists() and not _may_replace(folder):
        raise DomainError(
            f"{folder} 不是空文件夹，里面也不是以前导出的网站（没有 {MANIFEST}）。请换一个文件夹。"
        )
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, content in (files | {MANIFEST: manifest(files)}).items():
        target = fresh / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    if folder.exists():
        shutil.rmtree(folder)
    fresh.rename(folder)


def manifest(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def _may_replace(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))
