"""How a community is named in an address; registered for every app's URLs by apps.py."""

from communities.codes import COMMUNITY_CODE


class CommunityCode:
    """Nothing else reaches a view, and so the database."""

    regex = COMMUNITY_CODE.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
