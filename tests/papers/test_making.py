"""Ordering papers, making them, and that what was made stays."""

import hashlib
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from audit.models import Event
from evaluation import actions as evaluation
from evaluation.models import Honour
from jobs.models import Job
from papers import actions
from papers.kinds import KINDS
from papers.models import Paper
from tests.factories import CommunityFactory, noticed_cycle
from tests.papers.making import DAY, content, made, read
from tests.unguarded import unguarded
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db


def test_one_is_made_for_each_and_they_are_numbered_one_after_the_other(cycle):
    papers = made("township", cycle, number="某文〔2025〕7号")
    assert [p.about_name for p in papers] == ["甸阳镇", "由旺镇"]
    assert [p.state for p in papers] == ["made", "made"]
    numbers = ["某文〔2025〕7号", "某文〔2025〕8号"]
    assert [p.number for p in papers] == numbers
    for paper, number in zip(papers, numbers, strict=True):
        assert all(number in read(paper, form) for form in ("docx", "pdf"))
    assert Job.objects.get(pk=papers[0].job_id).message == "2 份文稿已制作完成"


@pytest.mark.parametrize("number", ["", "某文", "某文〔2025〕7号"])
def test_a_single_one_has_the_number_as_it_was_typed(cycle, no_pdf, number):
    (paper,) = made("township", cycle, "530521101", number=number)
    assert paper.number == number


def test_without_a_number_none_is_numbered(cycle, no_pdf):
    assert {paper.number for paper in made("township", cycle, number="")} == {""}


def test_each_file_is_kept_with_its_hash(cycle):
    for paper in made("township", cycle):
        for form, _ in paper.files:
            assert hashlib.sha256(content(paper, form)).hexdigest() == paper.sha256[form]
        assert set(paper.sha256) == {"docx", "pdf", "xlsx"}


def test_the_same_records_give_the_same_bytes(cycle):
    first, again = made("township", cycle), made("township", cycle)
    assert [p.sha256 for p in first] == [p.sha256 for p in again]


def test_made_again_after_a_change_it_is_another_and_the_first_stays(cycle, no_pdf):
    (first,) = made("township", cycle, "530521101")
    before = content(first, "docx")
    honour = Honour.objects.get(name="甸阳村")
    evaluation.revoke(honour=honour, reason="漏报", on=DAY, by=User.objects.system())
    (second,) = made("township", cycle, "530521101")
    first.refresh_from_db()
    assert content(first, "docx") == before
    assert first.docx.name != second.docx.name
    assert "命名1个" in read(first)
    assert "没有命名的小区、村社" in read(second)


@pytest.mark.parametrize(
    "change", [lambda rows: rows.update(number="x"), lambda rows: rows.delete()]
)
def test_the_database_refuses_to_change_or_delete_what_was_made(cycle, no_pdf, change):
    made("township", cycle)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(Paper.objects.all())


def test_the_same_order_twice_is_one(cycle, no_pdf):
    key = uuid4()
    first, second = made("township", cycle, key=key), made("township", cycle, key=key)
    assert first == second
    assert Paper.objects.count() == 2


def test_running_the_job_again_makes_nothing_again(cycle, no_pdf):
    papers = made("township", cycle)
    assert actions.make(paper=papers[0], by=User.objects.system()) == papers[0]
    assert Event.objects.filter(verb="paper_made").count() == 2


@pytest.mark.parametrize("abouts", [[], ["999999999"], ["530521101", "999999999"]])
def test_what_is_not_there_cannot_be_ordered(cycle, abouts):
    with pytest.raises(DomainError, match="做不了所选的乡镇通报"):
        actions.order(
            kind=KINDS["township"],
            cycle=cycle,
            abouts=abouts,
            dated=DAY,
            key=uuid4(),
            by=User.objects.system(),
        )
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("电话13800138000", "手机号码"),
        ("某文\ue000号", "无法印刷"),
        ("某文〔2025〕", "要以数字和“号”结尾"),
        ("某文号", "要以数字和“号”结尾"),
        ("某文999999号", "要以数字和“号”结尾"),
    ],
)
def test_a_number_that_may_not_be_printed_is_refused(cycle, number, refusal):
    with pytest.raises(DomainError, match=refusal):
        made("township", cycle, number=number)


def test_one_that_cannot_be_made_says_why_and_the_next_is_made(cycle, no_pdf):
    with unguarded():
        Honour.objects.filter(name="甸阳村").update(name="甸\ue000村")
    broken, fine = made("township", cycle)
    assert (broken.state, fine.state) == ("failed", "made")
    assert "无法印刷" in broken.error
    assert "1 份没有制成" in Job.objects.get(pk=broken.job_id).message


def test_none_is_ordered_for_a_year_on_notice():
    CommunityFactory()
    with pytest.raises(DomainError, match="领导小组批准之后"):
        made("township", noticed_cycle(2026), "530521101")


def test_every_paper_is_in_the_audit_trail_with_its_hashes(cycle, no_pdf):
    made("township", cycle)
    verbs = Event.objects.filter(subject__startswith="papers.paper").values_list("verb", flat=True)
    assert sorted(verbs) == ["paper_made"] * 2 + ["paper_ordered"] * 2
    assert Event.objects.filter(verb="paper_made").first().data["sha256"].keys() == {
        "docx",
        "pdf",
        "xlsx",
    }
