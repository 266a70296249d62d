"""A number that a rule holds is not written again on a page: it moves with the rule."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from communities.heads import open_years
from communities.work_forms import WorkForm
from evaluation.public.forms import ListCheckForm
from evaluation.public.list_rows import MAX_BYTES
from tests.factories import CommunityFactory, UserFactory, assessed_cycle
from tests.jobs.uploads import upload
from tests.pages import text
from wufaan.clock import today

pytestmark = pytest.mark.django_db


def test_for_how_long_a_file_is_kept(client, office, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("jobs.import_views.KEPT_FOR", timedelta(days=9))
    upload(client, [["代码"]], kind="communities")
    assert "导入或退回 9 天后" in text(client.get("/office/imports/"))


def test_how_large_evidence_may_be(client, monkeypatch):
    monkeypatch.setattr(WorkForm, "limits", "每个不超过 3 MB")
    client.force_login(UserFactory(role=Role.OFFICER))
    page = client.get(f"/office/work/{open_years(today())[0]}/{CommunityFactory().code}/")
    assert "Excel，每个不超过 3 MB。" in text(page)


def test_how_large_a_list_may_be():
    assert f"不超过 {MAX_BYTES // 2**20} MB" in ListCheckForm().fields["file"].help_text


def test_how_many_have_to_be_satisfied(client, office, monkeypatch):
    monkeypatch.setattr("evaluation.year.views.surveys.SATISFACTION_PERCENT", 85)
    monkeypatch.setattr("evaluation.year.views.surveys.FEW", 70)
    CommunityFactory()
    assessed_cycle(2025)
    page = text(client.get("/office/surveys/2025/"))
    assert "标准是 85% 以上。受访不足 70 人的" in page


def test_the_targets_of_the_programme(client, office, monkeypatch):
    monkeypatch.setattr("evaluation.year.views.targets.TARGET_PERCENT", {2020: 31, 2021: 51})
    monkeypatch.setattr("evaluation.year.views.targets.EXEMPLAR_PERCENT", 11)
    assessed_cycle(2025)
    page = text(client.get("/office/targets/"))
    assert "创建方案定的目标：2020 年 31%，其中先进典型 11%；2021 年 51%。以后" in page
