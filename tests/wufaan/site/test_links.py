"""No app names a page of an app above it: what stands above offers its links (wufaan/links.py)."""

import re

from django.conf import settings
from django.urls import get_resolver

# From below; what is not of an app is of the site, the roof.
APPS = ["wufaan", "audit", "accounts", "jobs", "notes", "communities", "incidents"]
APPS += ["evaluation", "plaques", "papers", "demo", "site"]
# Where anybody comes in, and is sent back to.
DOORS = {"home", "office", "sign-in", "verify"}
IN_CODE = re.compile(
    r'(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*"([\w-]+)"|Way\(\s*f?"[^"]*",\s*"([\w-]+)"'
)
IN_TEMPLATES = re.compile(r"""{%\s*url\s+['"]([\w-]+)['"]""")


def owners(patterns) -> dict[str, str]:
    """Name of a page → the app that has it."""
    found = {}
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            found |= owners(pattern.url_patterns)
        elif pattern.name:
            found[pattern.name] = app_of(pattern.callback.__module__.split("."))
    return found


def app_of(parts) -> str:
    first = "site" if list(parts[:2]) == ["wufaan", "site"] else parts[0]
    return first if first in APPS else "site"


def named(folder: str, ending: str, expression: re.Pattern[str]):
    """(file, its app, the name of a page) of all that a file names."""
    root = settings.BASE_DIR / ("templates" if ending == "html" else "")
    for path in (settings.BASE_DIR / folder).rglob(f"*.{ending}"):
        of_app = path.relative_to(root)
        for found in expression.findall(path.read_text()):
            names = [found] if isinstance(found, str) else filter(None, found)
            yield from ((of_app, app_of(of_app.parts), name) for name in names)


def test_nothing_names_a_page_that_stands_above_it():
    code = [each for app in APPS[:-1] for each in named(app, "py", IN_CODE)]
    pages = list(named("templates", "html", IN_TEMPLATES))
    assert len(code) > 100
    assert len(pages) > 100
    has = owners(get_resolver().url_patterns)
    upwards = [
        f"{path} names {name} of {has[name]}"
        for path, app, name in (*code, *pages)
        if name in has and name not in DOORS and APPS.index(has[name]) > APPS.index(app)
    ]
    assert upwards == []
