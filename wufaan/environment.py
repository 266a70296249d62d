"""Reading the environment, with errors that say how to put it right."""

import contextlib
import os
import secrets
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, overload

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


@overload
def text(name: str) -> str | None: ...
@overload
def text(name: str, default: str) -> str: ...
@overload
def text(name: str, default: str | None) -> str | None: ...
def text(name: str, default: str | None = None) -> str | None:
    """A variable, or the content of the file that `NAME_FILE` points to (for secrets)."""
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return os.environ.get(name) or default
    try:
        return Path(file).read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE={file} 读不到：{error}") from error


def required(name: str, default: str | None, *, how: str) -> str:
    """A variable that only production must set; there `default` is None."""
    value = text(name, default)
    if value is None:
        raise ImproperlyConfigured(f"没有设置 {name}。{how}")
    return value


def flag(name: str, default: bool = False) -> bool:
    value = text(name)
    if value is None:
        return default
    if value.lower() not in {"0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name}={value}：请写 1 或 0。")
    return value.lower() in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    """A whole number above zero."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) == 0:
        raise ImproperlyConfigured(f"{name}={value}：请写大于 0 的整数。")
    return int(value)


def demo_day(*, demo: bool) -> date | None:
    """The day that a demo takes for today; only a demo may."""
    value = text("DEMO_DAY")
    if value is None:
        return None
    if not demo:
        raise ImproperlyConfigured("DEMO_DAY 只用于演示，请同时设 WUFAAN_DEMO=1，或者去掉它。")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"DEMO_DAY={value}：请写成 2026-12-08 这样。") from error


def words(value: str) -> list[str]:
    """Parted by commas."""
    return [word.strip() for word in value.split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's settings for a DATABASE_URL."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(
            "DATABASE_URL 要写成 postgresql://用户:密码@主机:5432/库名：这里只用 PostgreSQL。"
        )
    return dict(dj_database_url.parse(url))


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
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path, secrets.token_hex(32))
        return path.read_text()
    except PermissionError as error:
        raise ImproperlyConfigured(
            f"{path} 读写不了：{error.strerror}。"
            "请用先前运行的那个账号，或用 VAR_DIR 另指一个文件夹。"
        ) from error


def _write_once(path: Path, content: str) -> None:
    """Whole or not at all: of two processes that start at once, both read what the first wrote."""
    # Its mode is 600 from the start.
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f"{path.name}.") as draft:
        draft.write(content)
        draft.flush()
        with contextlib.suppress(FileExistsError):
            os.link(draft.name, path)
