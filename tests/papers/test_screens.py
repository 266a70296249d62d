"""The office's pages: what can be made, ordering it, downloading it."""

import io
import zipfile
from urllib.parse import unquote
from uuid import uuid4

import pytest

from accounts.permissions import Role
from evaluation.models import Honour
from jobs import actions as jobs
from jobs.models import Job
from jobs.registry import somebody_waits_for
from papers.kinds import KINDS
from papers.models import Paper
from tests.factories import (
    UserFactory,
    approved_cycle,
)
from tests.pages import text
from tests.papers.making import content, made
from tests.queries import queries
from tests.unguarded import unguarded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pdf")]

ORDER = "/office/papers/2025/township/"


def order(client, **fields):
    both = ["530521101", "530521102"]
    data = {"key": uuid4(), "number": "", "dated": "2025-12-01", "abouts": both} | fields
    return client.post(ORDER, data)


def test_the_office_orders_all_townships_at_once_and_gets_a_zip(client, office, cycle):
    assert text(client.get(ORDER)).count("checked") == 0
    assert text(client.get(f"{ORDER}?about=530521102")).count("checked") == 1
    assert '<a href="?all=1"' in text(client.get(ORDER))
    assert text(client.get(f"{ORDER}?all=1")).count("checked") == 2
    reply = order(client)
    job = Job.objects.get(kind="papers")
    assert reply["Location"] == f"/office/papers/?job={job.pk}"
    assert "制作中" in text(client.get(reply["Location"]))
    jobs.run(job_id=job.pk)
    assert "全部下载（ZIP）" in text(client.get(reply["Location"]))
    bundle = client.get(f"/office/papers/job-{job.pk}.zip")
    assert unquote(bundle["Content-Disposition"]).endswith("2025年度乡镇通报.zip")
    files = zipfile.ZipFile(io.BytesIO(bundle.content))
    assert len(files.namelist()) == 6
    paper = Paper.objects.get(about_name="由旺镇")
    assert files.read("2025年度乡镇通报-由旺镇.docx") == content(paper, "docx")


def test_where_nothing_could_be_made_it_says_so_and_offers_no_zip(client, office, cycle):
    with unguarded():
        Honour.objects.update(name="甸\ue000村")
    job = made("township", cycle)[0].job
    page = text(client.get(f"/office/papers/?job={job.pk}"))
    assert "2 份文稿都没有制成" in page
    assert "已完成" not in page
    assert "ZIP" not in page


def test_a_small_order_goes_before_a_big_one(client, office, cycle, monkeypatch):
    monkeypatch.setattr("papers.actions.making.FEW", 1)
    big, small = made("township", cycle)[0].job, made("township", cycle, "530521101")[0].job
    assert [somebody_waits_for(job.kind) for job in (small, big)] == [True, False]
    assert all(
        f"job-{job.pk}.zip" in text(client.get(f"/office/papers/?job={job.pk}"))
        for job in (small, big)
    )


def test_what_was_made_is_listed_under_the_tab_of_its_year(client, office, cycle):
    made("township", cycle)
    approved_cycle(2026, issuer="某县公安局")
    assert text(client.get("/office/papers/?year=2025")).count('.pdf"') == 2
    page = text(client.get("/office/papers/?year=2026"))
    assert '.pdf"' not in page
    assert "2026 年度还没有做过文稿" in page
    narrowed = text(client.get("/office/papers/?year=2025&text=由旺"))
    assert narrowed.count('.pdf"') == 1
    assert 'type="hidden" name="year" value="2025"' in narrowed


def test_a_second_click_comes_to_the_same_order(client, office, cycle):
    key = uuid4()
    assert order(client, key=key)["Location"] == order(client, key=key)["Location"]
    assert Paper.objects.count() == 2


def test_made_papers_are_listed_and_downloaded(client, office, cycle):
    paper = made("township", cycle, number="某文〔2025〕7号")[0]
    page = text(client.get("/office/papers/"))
    assert "某文〔2025〕7号" in page
    reply = client.get(f"/office/papers/{paper.pk}.docx")
    assert b"".join(reply) == content(paper, "docx")
    assert "attachment" in reply["Content-Disposition"]
    assert client.get(f"/office/papers/{paper.pk}.txt").status_code == 404


def test_the_list_is_narrowed_down(client, office, cycle):
    made("township", cycle)
    rows = text(client.get("/office/papers/?text=由旺")).partition("已制作</h2>")[2]
    assert "由旺镇" in rows
    assert "甸阳镇" not in rows
    assert "没有符合条件的文稿" in text(client.get("/office/papers/?text=没有这个"))


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"number": "联系13800138000"}, "手机号码"),
        ({"dated": ""}, "请填写“成文日期”"),
        ({"dated": "去年"}, "有效的日期"),
        ({"abouts": []}, "没有勾选"),
        ({"abouts": ["530521999"]}, "530521999"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(client, office, cycle, fields, refusal):
    page = text(order(client, **{"number": "某文〔2025〕7号"} | fields))
    assert refusal in page
    assert fields.get("number", "某文〔2025〕7号") in page
    assert not Paper.objects.exists()


def test_what_nobody_has_is_not_found(client, office, cycle):
    for path in ("2025/none/", "2019/township/", "99.pdf", "job-99.zip", "words/none/"):
        assert client.get(f"/office/papers/{path}").status_code == 404, path
    for query in ("?job=99", "?job=x", "?year=x", "?year=2031", "?page=x"):
        assert client.get(f"/office/papers/{query}").status_code == 200, query


def test_the_leading_group_reads_all_and_orders_what_is_its_own(client, cycle):
    paper = made("township", cycle)[0]
    client.force_login(UserFactory(role=Role.LEADING))
    page = text(client.get("/office/papers/"))
    assert f"/office/papers/{paper.pk}.pdf" in page
    assert {kind for kind in KINDS if f"/office/papers/2025/{kind}/" in page} == {
        "approval",
        "opinion",
    }
    assert client.get(f"/office/papers/{paper.pk}.pdf").status_code == 200
    assert order(client).status_code == 404
    assert "制作批准意见…" in text(client.get("/office/cycles/2025/approval/"))
    data = {"key": uuid4(), "number": "", "dated": "2025-12-01", "abouts": [""]}
    reply = client.post("/office/papers/2025/opinion/", data)
    jobs.run(job_id=Job.objects.filter(kind="papers").latest("pk").pk)
    assert "批准意见" in text(client.get(reply["Location"]))


def test_the_office_makes_no_opinion_of_the_leading_group(client, office, cycle):
    assert client.get("/office/papers/2025/opinion/").status_code == 404
    assert "制作批准意见" not in text(client.get("/office/cycles/2025/approval/"))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_find_no_papers(client, cycle, role):
    paper = made("township", cycle)[0]
    client.force_login(UserFactory(role=role))
    for path in ("", f"{paper.pk}.pdf", f"job-{paper.job_id}.zip", "2025/township/", "words/"):
        assert client.get(f"/office/papers/{path}").status_code == 404, path


def test_the_list_takes_the_same_queries_however_long(client, office, cycle):
    made("township", cycle, "530521101")
    few = queries(client, "/office/papers/")
    for _ in range(3):
        made("township", cycle)
    assert queries(client, "/office/papers/") == few
