"""What the tests of the public pages type and read."""

from datetime import date

from tests.pages import text

DURING = date(2025, 11, 5)  # the third day of the notice of 2025
FORM = "/notices/2025/objections/new/"


def typed(**fields) -> dict:
    return {"sent_as": "form-1", "text": "五月有人入室盗窃，没有算进去。"} | fields


def names(client, path, **data) -> str:
    return text(client.get(path, data)).partition("<main")[2]
