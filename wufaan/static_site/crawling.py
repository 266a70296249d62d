"""Every page that can be reached from the home page, as somebody who is not signed in gets it,
with links that lead from file to file."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from wufaan.errors import DomainError
from wufaan.static_site.links import file_of, links_of, relative
from wufaan.web import OFFLINE


def crawl(told: Callable[[int], None] = lambda count: None) -> dict[str, bytes]:
    """File name → content. The same data gives the same bytes. `told` hears after each page how
    many there are. Raises DomainError where a link leads nowhere, so that nothing half is carried
    away."""
    handler = BaseHandler()
    handler.load_middleware()
    files, waiting = {}, ["/"]
    while waiting:
        path = waiting.pop()
        if file_of(path) in files:
            continue
        content, is_page = _fetch(handler, path)
        if is_page:
            waiting += links_of(content.decode(), path)
            content = relative(content.decode(), path).encode()
        files[file_of(path)] = content
        told(len(files))
    return files


def _fetch(handler: BaseHandler, path: str) -> tuple[bytes, bool]:
    """What is answered, and whether it is a page with links."""
    if path.startswith(settings.STATIC_URL):
        return _static(path.removeprefix(settings.STATIC_URL)), False
    response = handler.get_response(WSGIRequest(_environ(path)))
    if response.status_code != 200:
        raise DomainError(f"公开页面 {path} 打不开（{response.status_code}），没有导出。")
    return response.getvalue(), response["Content-Type"].startswith("text/html")


def _static(name: str) -> bytes:
    """As collected or, while writing and testing, as it lies in the tree."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    found = finders.find(name)
    if not found:
        raise DomainError(f"静态文件 {name} 还没有收集，请先运行 manage.py collectstatic。")
    return Path(found).read_bytes()


def _environ(path: str) -> dict[str, Any]:
    return {
        OFFLINE: True,
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": _host(),
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(),
    }


def _host() -> str:
    """One that Django answers to."""
    named = [host for host in settings.ALLOWED_HOSTS if host.strip("*.")]
    return named[0].lstrip(".") if named else "localhost"
