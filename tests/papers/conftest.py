import pytest

from accounts.permissions import Role
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def files_of_this_test_only(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office(client):
    user = UserFactory(role=Role.OFFICE)
    client.force_login(user)
    return user
