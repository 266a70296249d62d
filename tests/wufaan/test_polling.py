"""A page that asks by itself says so, or it would keep a session alive that nobody uses."""

import re
from pathlib import Path

from django.conf import settings

POLL = re.compile(r"""hx-trigger=["'][^"']*\bevery\b|http-equiv=["']refresh""")
SAYS_SO = re.compile(r"""hx-headers='{"X-Poll": "1"}'|{% query poll=1 %}""")


def test_every_poll_of_the_templates_says_that_it_is_one():
    templates = (Path(settings.BASE_DIR) / "templates").rglob("*.html")
    lines = [line for path in templates for line in path.read_text().splitlines()]
    polls = [line for line in lines if POLL.search(line)]
    assert polls
    assert [line for line in polls if not SAYS_SO.search(line)] == []
