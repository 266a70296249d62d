"""更正后重新制作: a certificate whose name was corrected after the approval; the number stays."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.models import User
from evaluation.models import NoticeEntry
from jobs import actions as jobs
from jobs.models import Job
from plaques import actions
from plaques.models import FormerCertificate, Plaque
from tests.factories import CommunityFactory, published_cycle
from tests.pages import text
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

DESK = "/office/cycles/2025/notice/corrections/"


@pytest.fixture
def plaque(client, office) -> Plaque:
    """Printed as 由旺村; the list and with it the title have been corrected since."""
    CommunityFactory(name="由旺村")
    published_cycle(2025)
    plaque = Plaque.objects.get()
    actions.make(plaques=[plaque], by=User.objects.system())
    position = NoticeEntry.objects.get().position
    typed = {"text": "录入有误。", "entry": position, "name": "由旺新村"}
    client.post(DESK, {f"correction-{name}": value for name, value in typed.items()})
    plaque.refresh_from_db()
    return plaque


def anew(client, plaque: Plaque) -> str:
    return text(client.post(f"{plaque.office_url}anew/", follow=True))


def content(file) -> bytes:
    with file.open() as opened:
        return opened.read()


def test_it_is_made_anew_under_its_number_and_the_file_of_before_stays(client, plaque):
    before = content(plaque.pdf)
    shown = text(client.get(plaque.office_url))
    assert "称号的名称已经更正为“由旺新村”，证书上还是“由旺村”" in shown
    assert "已安排按更正后的名称重新制作" in anew(client, plaque)
    jobs.run(job_id=Job.objects.latest("pk").pk)
    number = plaque.number
    plaque.refresh_from_db()
    assert (plaque.number, plaque.community_name, plaque.edition) == (number, "由旺新村", 2)
    assert content(plaque.pdf) not in (b"", before)
    former = plaque.former_files.get()
    assert (former.community_name, content(former.pdf)) == ("由旺村", before)
    shown = text(client.get(plaque.office_url))
    assert "名称原为“由旺村”" in shown
    assert "录入有误" in shown
    assert "更正后重新制作" not in shown
    old = client.get(f"{plaque.office_url}editions/1.pdf")
    assert b"".join(old.streaming_content) == before
    public = text(Client().get(plaque.get_absolute_url()))
    assert "由旺新村" in public
    assert "名称原为“由旺村”" in public
    assert "录入有误" not in public


def test_what_bears_the_name_of_its_title_is_not_made_anew(client, plaque):
    anew(client, plaque)
    jobs.run(job_id=Job.objects.latest("pk").pk)
    with pytest.raises(DomainError, match="不用重新制作"):
        actions.remake(plaque=plaque, by=User.objects.system())
    assert FormerCertificate.objects.count() == 1


def test_the_office_alone_has_it_made(client, plaque, leader):
    client.force_login(leader)
    assert client.post(f"{plaque.office_url}anew/").status_code == 404
    assert "更正后重新制作" not in text(client.get(plaque.office_url))


def test_the_database_lets_no_name_and_no_former_file_change(client, plaque):
    anew(client, plaque)
    for rows, change in (
        (Plaque.objects.all(), {"community_name": "别村"}),
        (FormerCertificate.objects.all(), {"community_name": "别村"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
