"""What belongs to every page: type size, demo banner, error pages, static files."""

from datetime import date

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client

from accounts.permissions import Role
from tests.factories import UserFactory
from tests.pages import text

pytestmark = pytest.mark.django_db

BANNER = "演示系统：所有案（事）件均为虚构"


def test_large_type_is_remembered_and_taken_back(client):
    assert client.get("/display/?type=large&next=/verify/")["Location"] == "/verify/"
    assert 'class="large"' in text(client.get("/"))
    client.get("/display/?type=normal")
    assert 'class="large"' not in text(client.get("/"))


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com/", "javascript:x"])
def test_the_type_size_link_leads_to_no_other_site(client, target):
    assert client.get("/display/", {"next": target})["Location"] == "/"


@pytest.mark.parametrize("path", ["/", "/verify/", "/sign-in/", "/no-such-page/"])
@pytest.mark.parametrize("demo", [True, False])
def test_every_page_of_a_demo_says_that_it_is_one(client, settings, path, demo):
    settings.WUFAAN_DEMO = demo
    assert (BANNER in text(client.get(path))) == demo


def test_a_demo_of_another_day_says_which(client, settings):
    settings.WUFAAN_DEMO, settings.DEMO_DAY = True, date(2026, 12, 8)
    assert f"{BANNER}；演示日期 2026-12-08" in text(client.get("/"))


def test_the_foot_says_whose_site_it_is_and_nothing_that_is_not_set(client, settings):
    settings.SITE = dict.fromkeys(settings.SITE, "")
    for words in ("主办单位", "网站标识码", "联系方式", "beian"):
        assert words not in text(client.get("/"))
    settings.SITE |= {"organiser": "某某县公安局", "code": "5305210001", "icp": "滇ICP备1号"}
    page = text(client.get("/"))
    for words in ("主办单位：某某县公安局", "网站标识码：5305210001", ">滇ICP备1号</a>"):
        assert words in page
    assert "联系方式" not in page
    assert "beian.mps" not in page


def test_the_statement_says_whom_to_ask(client, settings):
    settings.SITE = settings.SITE | {"organiser": "某某县公安局", "contact": "0875-0000000"}
    assert "某某县公安局，0875-0000000" in text(client.get("/accessibility/"))
    settings.SITE = dict.fromkeys(settings.SITE, "")
    assert "公示页面上的渠道" in text(client.get("/accessibility/"))


def test_the_error_pages_stand_without_a_database_and_tell_what_to_do(settings):
    settings.WUFAAN_DEMO = True
    for code in ("400", "403", "403_csrf", "404", "500"):
        page = render_to_string(f"{code}.html")
        assert BANNER in page
        assert "请" in page


def test_who_is_signed_in_is_told_the_way_back_to_their_work(client):
    anybody = text(client.get("/no-such-page/"))
    assert "登录" in anybody
    client.force_login(UserFactory(role=Role.OFFICE))
    page = text(client.get("/no-such-page/"))
    assert '<a href="/office/dashboard/">总览</a>' in page
    assert "登录" not in page


def test_a_form_from_an_expired_page_is_told_so_in_chinese():
    page = Client(enforce_csrf_checks=True).post("/sign-in/", {})
    assert page.status_code == 403
    assert "页面已过期" in text(page)


@pytest.mark.parametrize(
    "path",
    [
        "/office/plaques/%00/",
        "/office/plaques/move/deliver/?number=%00",
        "/office/registry/?name=%00",
        "/verify/?number=%00",
    ],
)
def test_a_nul_in_an_address_is_refused_in_words(client, path):
    client.force_login(UserFactory(role=Role.OFFICE))
    page = client.get(path)
    assert page.status_code == 400
    assert "请求无法处理" in text(page)


def test_a_nul_in_a_form_is_refused(client):
    client.force_login(UserFactory(role=Role.OFFICE))
    assert client.post("/office/plaques/move/deliver/", {"number": "\0"}).status_code == 400


def test_no_static_file_refers_to_one_that_is_missing(settings, tmp_path):
    """What production does at start-up; it stops at a missing source map or image."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
