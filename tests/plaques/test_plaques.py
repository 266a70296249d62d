import pytest

from accounts.models import User
from evaluation import actions as evaluation
from evaluation.models import Honour
from jobs.models import Job
from plaques import actions, tasks
from plaques.models import Bundle, Plaque
from tests.factories import CommunityFactory, approved_cycle, published_cycle
from tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class Silent:
    def update(self, **_progress):
        """Nobody is watching."""


def make_all(cycle):
    tasks.make_certificates(Silent(), cycle_id=cycle.pk, by_id=User.objects.system().pk)


def test_approval_numbers_the_titles_in_order_and_asks_the_queue():
    for code in ("530521101003", "530521101001"):
        CommunityFactory(code=code)
    approved_cycle(2025)
    assert list(Plaque.objects.values_list("number", "honour__community__code")) == [
        ("530521-2025-0001", "530521101001"),
        ("530521-2025-0002", "530521101003"),
    ]
    job = Job.objects.get()
    assert (job.kind, job.state) == ("certificates", "queued")


def test_the_job_makes_every_certificate_and_the_bundle_and_twice_is_once():
    for _ in range(3):
        CommunityFactory()
    cycle = approved_cycle(2025)
    make_all(cycle)
    first = list(Plaque.objects.values_list("number", "sha256"))
    assert all(sha256 for _, sha256 in first)
    bundle = Bundle.objects.get()
    Plaque.objects.update(sha256="", pdf="")
    make_all(cycle)
    assert list(Plaque.objects.values_list("number", "sha256")) == first
    assert Bundle.objects.get().sha256 == bundle.sha256


def test_a_job_that_died_between_chunks_goes_on_where_it_was(monkeypatch):
    for _ in range(3):
        CommunityFactory()
    cycle = approved_cycle(2025)
    monkeypatch.setattr(tasks, "CHUNK", 1)
    actions.make(plaques=[Plaque.objects.first()], by=User.objects.system())
    made = Plaque.objects.first().sha256
    make_all(cycle)
    assert not Plaque.objects.unmade().exists()
    assert Plaque.objects.first().sha256 == made


def test_verification_tells_standing_revoked_void_and_unknown(client):
    for _ in range(3):
        CommunityFactory()
    published_cycle(2025)
    standing, revoked, void = Plaque.objects.all()
    system = User.objects.system()
    day = revoked.issued_on
    evaluation.revoke(honour=revoked.honour, reason="出现滑坡", on=day, by=system)
    evaluation.void(honour=void.honour, reason="并入邻村", on=day, by=system)
    for plaque, word in [(standing, "称号有效"), (revoked, "称号已撤销"), (void, "称号已注销")]:
        page = client.get(f"/verify/{plaque.number}/")
        assert page.status_code == 200
        assert word in text(page)
        assert plaque.community_name in text(page)
    unknown = client.get("/verify/530521-2025-9999/")
    assert unknown.status_code == 404
    assert "没有这个编号" in text(unknown)


def test_a_title_that_is_not_announced_yet_is_no_forgery_and_no_news(client):
    CommunityFactory(name="甸阳村")
    cycle = approved_cycle(2025, issuer="某县人民政府")
    number = Plaque.objects.get().number
    page = client.get(f"/verify/{number}/")
    assert page.status_code == 200
    words = text(page)
    assert "已批准命名，尚未公布" in words
    assert number in text(client.get("/verify/530521-2025-1/"))
    for secret in ("甸阳", "某县人民政府", "不是由本县颁发", "称号有效"):
        assert secret not in words
    evaluation.publish(cycle=cycle, by=User.objects.system())
    assert "称号有效" in text(client.get(f"/verify/{number}/"))


def test_a_number_typed_into_the_form_leads_to_its_page(client):
    page = client.get("/verify/", {"number": " 530521-2025-0001 "})
    assert page.url == "/verify/530521-2025-0001/"


def test_titles_of_a_cycle_are_ordered_once():
    CommunityFactory()
    cycle = approved_cycle(2025)
    actions.order(cycle=cycle, by=User.objects.system())
    assert Plaque.objects.count() == Honour.objects.count() == 1
    assert Job.objects.count() == 1
