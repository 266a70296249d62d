"""Reading the environment, with errors that say how to put it right."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str | None:
    """A variable, or the content of the file that `NAME_FILE` points to (for secrets)."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={file} 读不到：{error}") from error
    return os.environ.get(name) or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name)
    if value is None:
        return default
    if value.lower() not in {"0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name}={value}：请写 1 或 0。")
    return value.lower() in {"1", "true", "yes"}


def items(name: str, default: str = "") -> list[str]:
    """Words parted by commas."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def secret_key(var: Path, *, production: bool) -> str:
    """Production must be given one; elsewhere a random one is made once and kept in var/."""
    given = text("SECRET_KEY")
    if given:
        return given
    if production:
        raise ImproperlyConfigured(
            "没有设置 SECRET_KEY。请生成一个随机串（例如 openssl rand -hex 32），"
            "写进文件，再让 SECRET_KEY_FILE 指向它。"
        )
    return _kept_key(var / "secret-key")


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: of two processes that start at once, one writes and the other reads.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text() or _kept_key(path)
