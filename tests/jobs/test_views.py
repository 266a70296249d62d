"""How far a job is, with htmx and without."""

import pytest
from django.utils import timezone

from accounts.permissions import Role
from jobs.models import Job, State
from tests.factories import UserFactory
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db


def job(by, key="k", **fields) -> Job:
    fields = {"kind": "assess", "queued_at": timezone.now(), "created_by": by} | fields
    return Job.objects.create(key=key, **fields)


def bar(client, row: Job):
    return client.get(f"/office/jobs/{row.pk}/", headers={"HX-Request": "true"})


def test_the_bar_asks_again_while_the_job_runs(client, office):
    row = job(office, state=State.RUNNING, done=1, total=4)
    response = bar(client, row)
    page = text(response)
    assert 'hx-trigger="every 1s"' in page
    assert "25%" in page
    assert "<html" not in page
    assert "HX-Refresh" not in response


def test_when_the_job_has_ended_the_page_around_the_bar_is_loaded_again(client, office):
    response = bar(client, job(office, state=State.DONE))
    assert response["HX-Refresh"] == "true"
    assert "hx-trigger" not in text(response)


def test_without_htmx_the_whole_page_comes_and_reloads_itself(client, office):
    running, done = job(office, state=State.RUNNING), job(office, "d", state=State.DONE)
    assert 'http-equiv="refresh"' in text(client.get(f"/office/jobs/{running.pk}/"))
    assert 'http-equiv="refresh"' not in text(client.get(f"/office/jobs/{done.pk}/"))


def test_a_failed_job_can_be_tried_again_once(client, office):
    row = job(office, state=State.FAILED, error="没有可以公示的小区。")
    assert "没有可以公示的小区。" in text(client.get("/office/jobs/"))
    client.post(f"/office/jobs/{row.pk}/retry/")
    row.refresh_from_db()
    assert row.state == State.QUEUED
    again = client.post(f"/office/jobs/{row.pk}/retry/", follow=True)
    assert "只有未完成的任务可以重试" in text(again)


def test_only_office_and_leading_group_see_jobs_and_only_the_office_tries_again(client, office):
    row = job(office, state=State.FAILED)
    client.force_login(UserFactory(role=Role.LEADING))
    assert client.get(f"/office/jobs/{row.pk}/").status_code == 200
    assert client.post(f"/office/jobs/{row.pk}/retry/").status_code == 404
    client.force_login(UserFactory(role=Role.AUDITOR))
    assert client.get("/office/jobs/").status_code == 404


@pytest.mark.parametrize("path", ["/office/jobs/", "/office/jobs/jobs.csv"])
def test_more_jobs_take_no_more_queries(client, office, path):
    counts = []
    for number in range(4):
        job(office, str(number))
        counts.append(queries(client, path))
    assert len(set(counts)) == 1
