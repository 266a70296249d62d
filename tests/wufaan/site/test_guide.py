"""The rail in its groups, and the user's guide that it leads to."""

import re

import pytest

from accounts.permissions import Role
from tests.factories import UserFactory
from tests.pages import text
from wufaan.navigation import entries, first_entry, groups_for
from wufaan.site.guide import CONTENTS, address, chapters

GUIDE = "/office/guide/"
ROLES = [role for role in Role if role != Role.SYSTEM]


def test_a_long_rail_stands_in_groups_and_a_short_one_without_headings():
    labels = {role: [g.label for g in groups_for(UserFactory.build(role=role))] for role in ROLES}
    assert labels[Role.OFFICE] == ["", "上报与认定", "评选", "登记", "系统"]
    assert set(labels[Role.OFFICER]) == set(labels[Role.AUDITOR]) == {""}


def test_every_entry_of_the_rail_has_its_chapter():
    assert len(list(entries())) == 24
    for entry in entries():
        assert entry.chapter in chapters(), entry.name


def test_entries_of_many_apps_stand_in_one_order():
    shown = {role: groups_for(UserFactory.build(role=role)) for role in ROLES}
    assert [entry.label for group in shown[Role.OFFICE] for entry in group.entries] == [
        *("总览", "认定", "案（事）件", "月度报告"),
        *("评选年度", "期限", "目标", "统计", "异议", "称号"),
        *("报上级命名", "复核", "证书牌匾", "文稿"),
        *("名录", "创建台账", "派出所", "导入", "节假日", "任务"),
    ]
    begins = {role: first_entry(UserFactory.build(role=role)).name for role in ROLES}
    assert begins == {
        Role.OFFICER: "station",
        Role.OFFICE: "dashboard",
        Role.LEADING: "dashboard",
        Role.AUDITOR: "audit",
        Role.ADMINISTRATOR: "accounts",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_everyone_signed_in_reads_every_chapter_and_its_links_lead_on(client, role):
    client.force_login(UserFactory(role=role))
    for name, chapter in chapters().items():
        page = client.get(address(name))
        assert page.status_code == 200, name
        assert f"<h1>{chapter.title}</h1>" in text(page)
        for link in re.findall(r'href="([^"]+)"', chapter.text):
            assert client.get(link).status_code == 200, f"{name}: {link}"


@pytest.mark.django_db
def test_a_page_leads_to_the_chapter_that_tells_of_it(client):
    client.force_login(UserFactory(role=Role.OFFICE))
    assert f'href="{GUIDE}queue/"' in text(client.get("/office/queue/"))
    assert f'href="{GUIDE}"' in text(client.get("/office/account/"))


@pytest.mark.django_db
def test_there_is_no_chapter_of_any_other_name(client):
    client.force_login(UserFactory(role=Role.OFFICER))
    assert client.get(f"{GUIDE}operations/").status_code == 404


def test_tables_and_broken_lines_read_as_they_were_meant():
    contents = chapters()[CONTENTS].text
    assert '<table class="data data-roomy">' in contents
    assert "\n" not in re.search("<p>(任何人的个人信息.*?)</p>", contents, re.DOTALL)[1]
