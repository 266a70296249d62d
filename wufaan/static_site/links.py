"""Addresses of the site as files, and links between those files. Pages write every address in
double quotes (templates do)."""

import posixpath
import re
from html import escape, unescape
from urllib.parse import quote, unquote, urlsplit

from wufaan.errors import DomainError

_LINK = re.compile(r'(?<=\s)(href|src|action)="([^"]*)"')


def file_of(path: str) -> str:
    """`/years/2025/` → `years/2025/index.html`; what has no slash at its end is a file already."""
    name = unquote(path).lstrip("/")
    return f"{name}index.html" if not name or name.endswith("/") else name


def links_of(page: str, path: str) -> list[str]:
    """Where a page leads, as paths on this site, in order."""
    found = (_split(unescape(url), path) for _, url in _LINK.findall(page))
    return [target for target, _ in found if target]


def relative(page: str, path: str) -> str:
    """The page with its links leading to files beside it."""
    here = posixpath.dirname(file_of(path))

    def rewritten(match: re.Match[str]) -> str:
        target, fragment = _split(unescape(match[2]), path)
        to = quote(posixpath.relpath(file_of(target), here or ".")) if target else ""
        return f'{match[1]}="{escape(to + fragment)}"'

    return _LINK.sub(rewritten, page)


def _split(url: str, path: str) -> tuple[str, str]:
    """Path on this site and fragment. Nothing carried may need a server or another site."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or parts.query or (parts.path and url[0] != "/"):
        raise DomainError(f"公开页面 {path} 里的链接 {url} 不能离线使用，没有导出。")
    return parts.path, f"#{parts.fragment}" if parts.fragment else ""
