import pytest

from accounts.permissions import Role
from tests.factories import PASSWORD, UserFactory


@pytest.fixture
def office():
    """Somebody of the office who has yet to sign in."""
    return UserFactory(username="office", role=Role.OFFICE, password=PASSWORD)
