"""Words that offices use otherwise are not said; files may still have them."""

import re
from pathlib import Path

import pytest

from incidents.facts import FACTS
from incidents.kinds import KINDS_BEFORE, Kind, Nature
from incidents.resources import IncidentResource, ReturnResource
from tests.pages import text
from wufaan.navigation import groups_for
from wufaan.sheets.values import money

HERE = Path(__file__).parent.parent
SAID = [
    path
    for pattern in ("templates/**/*.html", "docs/user-guide/*.md", "[a-z]*/**/*.py")
    for path in HERE.glob(pattern)
    if path.parts[len(HERE.parts)] not in ("tests", "var", "docs") or path.suffix == ".md"
    if "migrations" not in path.parts
]
# Before → now. 复核 is the yearly second look at titles, 签报 a kind of document.
NOT_SAID = {
    "签报": "签字上报",
    "退回复核": "退回核查",
    "案卷号": "警综平台案件编号",
    "案事件": "案（事）件",
    "提异议": "提出异议",
    "报批表": "呈批件",
    "待上报": "待报上级、待报市级",
    "是不是漏管失控": "是否漏管失控",
    "标出的地方": "下列各项",
    "违反标准": "未达到的标准",
    "违反得最多": "未达到最多",
    "不要发消息": "当面或打电话告知",
    "请看下面标出": "下列各项",
    # It says how many there were; only one that says none is 零报告.
    "签零报告": "签月度报告",
    "(?<!个)月零报告": "月案（事）件报告",
    "看零报告": "看月度报告",
    "缺少这一列": "缺少“…”列",
    "当面交给本人": "当面或打电话告知",
}
# What files are still read by.
STILL_READ = {"incidents/kinds.py", "incidents/resources.py"}


@pytest.mark.parametrize("word", NOT_SAID)
def test_it_is_said_as_offices_say_it(word):
    assert len(SAID) > 300
    for path in SAID:
        if str(path.relative_to(HERE)) not in STILL_READ:
            found = re.search(f".*{word}.*", path.read_text())
            assert not found, f"{path}: {found[0].strip()} → {NOT_SAID[word]}"


def test_what_files_called_it_before_is_read():
    read = IncidentResource.named
    assert {read["kind"].parse(word) for word in KINDS_BEFORE} == set(KINDS_BEFORE.values())
    assert read["kind"].parse("三非人员案（事）件") == Kind.ILLEGAL_FOREIGNER
    assert read["nature"].parse("行政") == read["nature"].parse("治安") == Nature.ADMINISTRATIVE
    assert {"性质", "立案性质"} <= set(read["nature"].headings)
    assert "公安系统案卷号" in read["police_file_number"].headings


@pytest.mark.parametrize(
    ("written", "yuan"),
    [("120万", 1_200_000), ("120万元", 1_200_000), ("1.2 亿", 120_000_000), ("800元", 800), (5, 5)],
)
def test_amounts_are_read_as_they_are_written(written, yuan):
    assert money(written) == yuan


@pytest.mark.parametrize("written", ["万", "万万", "-1万", "十万"])
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(ValueError, match="不是"):
        money(written)


def test_large_amounts_are_told_in_both():
    told = FACTS["direct_loss"].input.in_words
    assert told(1_200_000) == "1,200,000.00 元（120 万元）"
    assert told(8000) == "8,000.00 元"


@pytest.mark.django_db
def test_what_stations_sign_is_called_a_monthly_report_wherever_it_says_how_many(client, office):
    rail = [entry.label for group in groups_for(office) for entry in group.entries]
    assert "月度报告" in rail
    assert "零报告" not in rail
    page = text(client.get("/office/returns/"))
    assert "月度案（事）件报告，没有的为零报告" in page
    assert "<h1>月度案（事）件报告" in page
    assert ReturnResource.sheet_title == "月度案（事）件报告"
