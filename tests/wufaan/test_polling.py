"""A page that asks by itself says so, or it would keep a session alive that nobody uses."""

import re
from pathlib import Path

from django.conf import settings

from tests.pages import TAG, as_read

POLL = re.compile(r"""hx-trigger=["'][^"']*\bevery\b|http-equiv=["']refresh""")
SAYS_SO = re.compile(r"""hx-headers='{"X-Poll": "1"}'|{% query poll=1 %}""")


def test_every_poll_of_the_templates_says_that_it_is_one():
    templates = (Path(settings.BASE_DIR) / "templates").rglob("*.html")
    tags = [tag for path in templates for tag in TAG.findall(as_read(path.read_text()))]
    polls = [tag for tag in tags if POLL.search(tag)]
    assert polls
    assert [tag for tag in polls if not SAYS_SO.search(tag)] == []
