"""The ground floor: what knows no business, and over it all the roof.

- `sheets/`, `documents/`, `static_site/`, `embedded/` are libraries: tables, papers, a site as
  files, servers under var/. Each could be another project's; pyproject.toml says which may use
  which, and that none asks for more of what is around it than errors and a few small texts.
- `site/` is the roof: addresses, template tags, guide, search, error pages, health. The one part
  that may know apps.
- What every app builds on: `access`, `navigation`, `search` (where apps say what is theirs),
  `errors`, `workflow`, `forms`, `filtering`, `web`, `clock`, `charts`, `personal_data`.
- What runs it: `settings`, `environment`, `celery`, `broker`, `database`, `processes`, `runner`.
"""

from wufaan.celery import app as celery_app

__all__ = ["celery_app"]
