"""How a community is named in an address; registered for every app's URLs by apps.py."""


class CommunityCode:
    """Nothing else reaches a view, and so the database."""

    regex = r"\d{12}(?:-X\d{2,6})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
