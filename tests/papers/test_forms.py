"""版式: what stands around the text of a paper, as the office chose it for the kind."""

import io

import pytest
from pypdf import PdfReader

from evaluation.models import Cycle
from papers.kinds import KINDS
from tests.factories import CommunityFactory, approved_cycle
from tests.pages import text
from tests.papers.making import content, made, read, said

pytestmark = pytest.mark.django_db

COPIES = "县委组织部，县民政局。"
HEAD = "某县公安局文件某文〔2025〕9号"


@pytest.fixture(scope="module")
def approved(kept) -> None:
    CommunityFactory(name="甸阳村")
    approved_cycle(2025, issuer="某县公安局")


@pytest.fixture
def cycle(approved) -> Cycle:
    return Cycle.objects.get(year=2025)


@pytest.fixture
def chosen(client, office):
    """`chosen(kind, …)` writes the words of the kind otherwise."""

    def choose(kind: str, **words):
        page = f"/office/papers/words/{kind}/"
        return client.post(page, vars(KINDS[kind].words) | words, follow=True)

    return choose


def last_page(paper) -> str:
    *_, page = PdfReader(io.BytesIO(content(paper, "pdf"))).pages
    return "".join(page.extract_text().split())


def test_without_a_choice_there_is_no_head_and_no_imprint(cycle):
    for kind in ("township", "briefing"):
        (paper,) = made(kind, cycle)
        for format in ("docx", "pdf"):
            told = read(paper, format)
            assert "文件" not in told
            assert "签发人" not in told
            assert "印发" not in told


def test_a_circular_has_a_red_head_and_an_imprint_overleaf(cycle, chosen):
    chosen("township", form="document", copies=COPIES)
    (paper,) = made("township", cycle)
    for format in ("docx", "pdf"):
        told = read(paper, format)
        assert HEAD in told
        assert "签发人" not in told
        assert "创建评选情况的通报" in told
    # The annex ends on an odd page.
    assert last_page(paper).startswith(f"抄送：{COPIES}某县公安局办公室2025年12月1日印发")
    assert read(paper).endswith("2025年12月1日印发")


def test_what_is_blank_of_an_imprint_is_not_printed(cycle, chosen):
    chosen("township", form="document", copies="", printed_by="")
    (paper,) = made("township", cycle)
    for format in ("docx", "pdf"):
        assert HEAD in read(paper, format)
        assert "抄送" not in read(paper, format)
        assert "印发" not in read(paper, format)


def test_a_circular_can_be_a_letter_and_is_called_so(cycle, chosen):
    chosen("township", form="letter", copies=COPIES)
    (paper,) = made("township", cycle)
    for format in ("docx", "pdf"):
        told = read(paper, format)
        assert "创建评选情况的函" in told
        assert "特此函告。" in told
        assert "通报" not in told.replace("现将你辖区情况通报如下", "")
        assert "文件" not in told
        assert f"抄送：{COPIES}" in told
        assert "印发" not in told
    first = PdfReader(io.BytesIO(content(paper, "pdf"))).pages[0].extract_text()
    assert "某县公安局" in first
    assert "— 1 —" not in first


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_what_goes_up_leaves_room_for_whoever_signs_and_says_whom_to_ask(cycle, chosen, format):
    chosen("briefing", form="upward", note=KINDS["nomination"].words.note)
    told = said("briefing", cycle, form=format)
    assert "某文〔2025〕9号" in told
    assert "签发人：" in told
    assert "（联系人：＿＿＿＿，联系电话：＿＿＿＿＿＿＿）" in told


def test_a_form_that_a_kind_has_not_is_refused(client, chosen, cycle):
    page = text(chosen("township", form="upward"))
    assert "用语已保存" not in page
    assert "选择" in page
    asked = text(client.get("/office/papers/words/approval/"))
    assert "版式" not in asked
    assert "发文机关标志" not in asked


def test_the_page_shows_what_will_stand_around_the_text(chosen, cycle):
    page = text(chosen("township", form="document", copies=COPIES, preview="1"))
    assert "某县公安局文件" in page
    assert f"抄送：{COPIES}" in page
    assert "某县公安局办公室" in page


def test_a_paper_may_be_to_nobody(cycle, chosen):
    chosen("township", addressee="")
    assert "甸阳镇人民政府：" not in said("township", cycle)
