"""Charts: what they draw, what they say to who cannot see them."""

import re
from xml.etree import ElementTree

import pytest

from wufaan.charts import Point, Stacked, bar, columns, gauge, percent, stack, trend

SVG = "{http://www.w3.org/2000/svg}"


def parsed(markup):
    """As XML, which it has to be."""
    return ElementTree.fromstring(
        markup.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    )


def fill_of(markup) -> float:
    return float(parsed(markup).find(f"{SVG}rect[@class='chart-fill']").get("width"))


def test_a_bar_is_as_long_as_its_value():
    assert fill_of(bar(71.43, label="甸阳镇")) == 71.4


@pytest.mark.parametrize(("value", "width"), [(None, 0), (-3, 0), (0, 0), (100, 100), (140, 100)])
def test_a_bar_never_leaves_its_track(value, width):
    assert fill_of(bar(value, label="甸阳镇")) == width


def test_a_gauge_has_the_scale_that_it_is_given():
    assert fill_of(gauge(10, label="先进典型", target=10, top=20)) == 150


def test_the_target_is_a_mark_and_where_there_is_none_there_is_no_mark():
    assert parsed(gauge(50, label="达标率", target=70)).find(f"{SVG}path").get("d") == "M210 0V20"
    assert "chart-target" not in bar(50, label="达标率")


def test_a_gauge_says_in_words_what_it_shows():
    svg = parsed(gauge(62.5, label="小区达标率", target=70))
    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title").text == "小区达标率"
    assert svg.find(f"{SVG}desc").text == "62.5%，目标 70%"


def test_a_trend_says_every_year_in_words():
    points = [Point("2020", 31.2, 30), Point("2021", None)]
    assert parsed(trend(points, label="历年")).find(f"{SVG}desc").text == (
        "2020：31.2%，目标 30%；2021：没有数据"
    )


def test_a_year_without_a_value_breaks_the_line():
    points = [Point("2020", 30), Point("2021", 40), Point("2022", None), Point("2023", 50)]
    line = parsed(trend(points, label="历年")).find(f"{SVG}path[@class='chart-line']").get("d")
    assert re.sub(r"[\d. ]", "", line) == "MLM"


def test_more_is_higher():
    svg = parsed(trend([Point("2020", 20), Point("2021", 80)], label="历年"))
    low, high = (float(dot.get("cy")) for dot in svg.findall(f"{SVG}circle"))
    assert high < low


def test_a_trend_of_nothing_is_still_a_picture():
    assert parsed(trend([], label="历年")).find(f"{SVG}circle") is None


def test_a_column_is_as_high_as_its_count_and_says_its_parts():
    both = [Stacked("3月", (3, 1)), Stacked("4月", (1, 0))]
    svg = parsed(columns(both, names=("计入", "不计入"), label="各月"))
    heights = [float(part.get("height")) for part in svg.findall(f"{SVG}rect")]
    assert heights[0] == pytest.approx(3 * heights[1], abs=0.1)
    assert heights[1] == heights[2]
    assert svg.find(f"{SVG}desc").text == "3月：计入 3，不计入 1；4月：计入 1，不计入 0"


def test_a_bar_in_parts_has_them_side_by_side_on_the_scale_of_its_table():
    svg = parsed(stack((3, 0, 1), names=("甲", "乙", "丙"), label="甸阳镇", top=8))
    parts = [(part.get("x"), part.get("width")) for part in svg.findall(f"{SVG}rect")]
    assert parts == [("0", "37.5"), ("37.5", "12.5")]
    assert svg.find(f"{SVG}title").text == "甸阳镇：甲 3，乙 0，丙 1"


def test_names_are_escaped_and_nothing_needs_an_inline_style():
    for chart in (
        bar(1, label="<b>&"),
        gauge(1, label="<b>&"),
        trend([Point("<b>&", 1)], label="<b>&"),
        columns([Stacked("<b>&", (1,))], names=["<b>"], label="<b>&"),
    ):
        assert "<b>" not in chart
        assert parsed(chart).find(f"{SVG}title").text == "<b>&"
        assert "style=" not in chart


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "—"), (70, "70.0%"), (71.44, "71.4%"), (100 / 3, "33.3%"), (0, "0.0%")],
)
def test_percentages_as_they_are_read(value, words):
    assert percent(value) == words
