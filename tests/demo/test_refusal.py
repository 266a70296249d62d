import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from communities.models import Community, Township
from incidents.models import Incident


@pytest.mark.django_db
def test_a_database_that_holds_anything_else_is_left_alone(settings):
    settings.WUFAAN_DEMO = True
    User.objects.create(username="real", display_name="内勤", role="office")
    with pytest.raises(CommandError, match="已有数据"):
        call_command("demo")
    assert not Community.objects.exists()
    assert not Township.objects.exists()
    assert not Incident.objects.exists()
