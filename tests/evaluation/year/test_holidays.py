"""节假日: what is typed, what the table says then, who may."""

from datetime import date

import pytest

from accounts.permissions import Role
from audit.models import Event
from evaluation import actions
from evaluation.models import CalendarDay
from evaluation.year.calendar import working_days
from evaluation.year.holidays import Special, in_library, parse
from evaluation.year.queries import calendar_exceptions, knows_holidays_of
from tests.factories import CommunityFactory, UserFactory, assessed_cycle
from tests.pages import text
from tests.queries import queries
from wufaan.errors import DomainError

PATH = "/office/holidays/"


# ---- Lines as people type them ----


def test_a_span_a_day_and_a_day_that_is_worked():
    days, errors = parse(
        "2027-10-01 至 2027-10-03 休 国庆节\n\n2027年10月9日 班 国庆节 调休\n", 2026
    )
    assert errors == []
    assert days == {
        date(2027, 10, 1): Special(False, "国庆节"),
        date(2027, 10, 2): Special(False, "国庆节"),
        date(2027, 10, 3): Special(False, "国庆节"),
        date(2027, 10, 9): Special(True, "国庆节 调休"),
    }


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("2027年1月1日至1月3日 休 元旦", "2027-01-01", "2027-01-03"),
        ("2027年10月1日至7日 休 国庆节", "2027-10-01", "2027-10-07"),
        ("２０２７年１０月１日（周五）至７日（周四）放假调休 国庆节", "2027-10-01", "2027-10-07"),
        ("2027/5/1-2027/5/5 休", "2027-05-01", "2027-05-05"),
        ("2027-05-01 - 05-05 休", "2027-05-01", "2027-05-05"),
        ("20270501 休", "2027-05-01", "2027-05-01"),
        ("2027.5.1～5.5 休", "2027-05-01", "2027-05-05"),
        ("10月9日 班", "2027-10-09", "2027-10-09"),
        ("12月31日至1月2日 休 元旦", "2027-12-31", "2028-01-02"),
        ("2026年12月31日—2027年1月2日 休", "2026-12-31", "2027-01-02"),
    ],
)
def test_days_are_pasted_as_they_are_written(client, office, line, first, last):
    CalendarDay.objects.all().delete()
    client.post(PATH + "lines/?year=2027", {"lines": line})
    days = [day.isoformat() for day in CalendarDay.objects.values_list("day", flat=True)]
    assert (min(days), max(days)) == (first, last)
    assert len(days) == (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    assert {row.worked for row in CalendarDay.objects.all()} == {"班" in line}


def test_the_example_is_one_that_can_be_pasted(client, office):
    shown = text(client.get(PATH, {"year": "2027"}))
    assert "例如：2027年10月1日至7日 休 国庆节，或者 2027-10-09 班。不写年份的算 2027 年" in shown


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("2027-10-01", "要写“休”或“班”"),
        ("2027-10-01 国庆节", "要写“休”或“班”"),
        ("国庆节 休", "“国庆节”不是日期"),
        ("2027-02-30 休", "不是存在的日期"),
        ("2027-10-07 至 2027-10-01 休", "不像一次放假"),
        ("2027-01-01 至 2027-12-31 休", "不像一次放假"),
        ("2027-10-01 休\n2027-10-01 班", "两处不一样"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(line, error):
    _, errors = parse("2027-05-01 休 劳动节\n" + line, 2026)
    assert len(errors) == 1
    assert error in errors[0]
    assert errors[0].startswith(("第 2 行", "第 3 行"))


def test_the_library_ends_somewhere():
    assert date(2026, 10, 1) in in_library(2026)
    assert in_library(2031) == {}


def test_working_days_of_a_notice_one_by_one():
    days = working_days(date(2025, 11, 7), 2, {date(2025, 11, 10): False})
    assert days == [date(2025, 11, 7), date(2025, 11, 11)]


# ---- Actions ----


def test_saying_the_same_again_changes_nothing_and_tells_nothing(office):
    days = {date(2027, 1, 1): Special(False, "元旦")}
    assert len(actions.set_days(days=days, by=office)) == 1
    assert actions.set_days(days=days, by=office) == []
    assert Event.objects.filter(verb="holiday_set").count() == 1


def test_a_change_tells_before_and_after_and_so_does_taking_it_back(office):
    day = date(2027, 1, 2)
    actions.set_days(days={day: Special(False, "元旦")}, by=office)
    actions.set_days(days={day: Special(True, "元旦调休")}, by=office)
    assert actions.clear_day(day=day, by=office)
    assert not actions.clear_day(day=day, by=office)
    changed, cleared = Event.objects.filter(verb__startswith="holiday").order_by("sequence")[1:]
    assert changed.data["before"] == {"worked": False, "name": "元旦"}
    assert changed.data["after"] == {"worked": True, "name": "元旦调休"}
    assert cleared.data["before"] == {"worked": True, "name": "元旦调休"}
    assert day not in calendar_exceptions()


@pytest.mark.parametrize(
    ("day", "name", "refusal"),
    [
        (date(2019, 10, 1), "国庆节", "不在 2020 至 2099"),
        (date(2027, 1, 1), "长" * 31, "最多 30 个"),
        (date(2027, 1, 1), "问 13812345678", "像手机号码"),
    ],
)
def test_one_day_that_is_refused_refuses_all(office, day, name, refusal):
    days = {date(2027, 5, 1): Special(False, "劳动节"), day: Special(False, name)}
    with pytest.raises(DomainError, match=refusal):
        actions.set_days(days=days, by=office)
    assert not knows_holidays_of(2027)


def test_a_year_can_be_taken_over_from_the_library_once_lost(office):
    CalendarDay.objects.filter(day__year=2026).delete()
    assert len(actions.import_year(year=2026, by=office)) == len(in_library(2026))
    with pytest.raises(DomainError, match="没有 2031 年"):
        actions.import_year(year=2031, by=office)


# ---- The page ----


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADING, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_the_office_keeps_the_table(client, db, role):
    client.force_login(UserFactory(role=role))
    assert client.get(PATH).status_code == 404
    for path in ("day/", "lines/", "2026/import/", "2026/10/1/"):
        assert client.post(PATH + path).status_code == 404
    assert date(2026, 10, 1) in calendar_exceptions()


def test_a_year_that_is_missing_is_told_and_so_is_one_that_is_there(client, office):
    assert "表里没有 2027 年的放假安排" in text(client.get(PATH, {"year": "2027"}))
    assert "2026-10-01" in text(client.get(PATH, {"year": "2026"}))
    assert client.get(PATH, {"year": "x"}).status_code == 200


def test_a_day_or_half_a_year_is_no_year(client, office):
    """The holidays of 2027 as they might be announced, entered bit by bit."""
    said = [
        "2027-01-01 至 2027-01-03 休 元旦",
        "2027-02-05 至 2027-02-11 休 春节\n2027-05-01 至 2027-05-05 休 劳动节\n2027-05-08 班",
        "2027-10-01 至 2027-10-07 休 国庆节",
    ]
    whole = []
    for lines in said:
        client.post(PATH + "lines/", {"lines": lines})
        whole.append("没有录全" not in text(client.get(PATH, {"year": "2027"})))
        assert knows_holidays_of(2027) is whole[-1]
        shown = text(client.get(PATH, {"starts_on": "2027-11-01", "working_days": "5"}))
        assert ("表里没有录全 2027 年" not in shown) is whole[-1]
    assert whole == [False, False, True]


def test_every_year_of_the_library_is_whole(db):
    assert all(knows_holidays_of(year) for year in range(2020, 2027))


def test_a_day_is_added_changed_and_taken_back(client, office):
    client.post(PATH + "day/", {"day": "2027-10-08", "worked": "False", "name": "国庆节"})
    assert 'value="国庆节"' in text(client.get(PATH, {"year": "2027", "day": "2027-10-08"}))
    response = client.post(
        PATH + "day/", {"day": "2027-10-08", "worked": "True", "name": "调休"}, follow=True
    )
    assert "2027-10-08 已设为上班" in text(response)
    assert CalendarDay.objects.get(day="2027-10-08").worked
    for _ in range(2):
        assert client.post(PATH + "2027/10/8/").status_code == 302
    assert not knows_holidays_of(2027)
    assert client.post(PATH + "2027/13/8/").status_code == 404


def test_lines_are_saved_together_or_not_at_all_and_stay_in_the_form(client, office):
    lines = "2027-10-01 至 2027-10-07 休 国庆节\n2027-10-09 调 国庆节"
    shown = text(client.post(PATH + "lines/", {"lines": lines}))
    assert "第 2 行" in shown
    assert lines.splitlines()[0] in shown
    assert not knows_holidays_of(2027)
    response = client.post(PATH + "lines/", {"lines": lines.replace("调", "班")}, follow=True)
    assert "已更新 8 天" in text(response)


def test_the_library_s_year_comes_with_one_click_and_a_second_one_changes_nothing(client, office):
    CalendarDay.objects.filter(day="2026-10-01").delete()
    assert "已更新 1 天" in text(client.post(PATH + "2026/import/", follow=True))
    assert "没有改动" in text(client.post(PATH + "2026/import/", follow=True))
    assert "没有 2031 年" in text(client.post(PATH + "2031/import/", follow=True))


def test_the_effect_on_a_notice_is_shown(client, office):
    asked = {"starts_on": "2025-09-29", "working_days": "5"}
    assert "公示至2025年10月11日" in text(client.get(PATH, asked))
    shown = text(client.get(PATH, asked | {"starts_on": "2027-11-01"}))
    assert "公示至2027年11月5日" in shown
    assert "表里没有录全 2027 年" in shown
    assert "公示至" not in text(client.get(PATH, asked | {"working_days": "0"}))


def test_a_longer_table_takes_no_more_queries(client, office):
    actions.set_days(days={date(2027, 1, 1): Special(False)}, by=office)
    few = queries(client, PATH + "?year=2027")
    assert queries(client, PATH + "?year=2026") == few


# ---- What depends on it ----


def test_the_settings_of_a_year_that_the_table_lacks_say_so(client, office):
    actions.open_cycle(year=2027, by=office)
    assert "节假日表没有录全 2027 年" in text(client.get("/office/cycles/2027/settings/"))
    actions.set_days(days={date(2027, 1, 1): Special(False)}, by=office)
    assert "节假日表没有录全" in text(client.get("/office/cycles/2027/settings/"))
    off = [date(2027, 5, 1), *(date(2027, 10, day) for day in range(1, 10))]
    actions.set_days(days={day: Special(False) for day in off}, by=office)
    assert "节假日表还没有" not in text(client.get("/office/cycles/2027/settings/"))


def test_settings_show_what_last_year_had_and_the_default(client, office):
    CommunityFactory()
    assessed_cycle(2025, returns_policy="required", target_percent=80, issuer="某县人民政府")
    actions.open_cycle(year=2026, by=office)
    rows = {
        row.field.name: (row.last, row.note, row.default)
        for row in client.get("/office/cycles/2026/settings/").context["rows"]
    }
    assert rows["starts_on"] == ("2024-11-01", "", "2025-11-01")
    assert rows["returns_policy"] == ("必须具备", "本年度沿用", "")
    assert rows["rolls_up"] == ("是", "本年度沿用", "")
    assert rows["target_percent"] == ("80", "本年度沿用", "70")
    assert rows["issuer"] == ("某县人民政府", "本年度沿用", "")
    assert rows["approval_basis"] == ("未填写", "本年度沿用", "")


def test_the_first_year_has_no_year_before_it(client, office):
    actions.open_cycle(year=2020, by=office)
    shown = text(client.get("/office/cycles/2020/settings/"))
    assert "2019 年度" not in shown
    assert "默认：30" in shown


def test_a_mistake_in_the_lines_leaves_one_at_the_year_one_looked_at(client, office):
    shown = text(client.get(PATH, {"year": "2027"}))
    assert 'action="/office/holidays/lines/?year=2027"' in shown
    refused = client.post("/office/holidays/lines/?year=2027", {"lines": "国庆"})
    assert refused.context["year"] == 2027
    assert "国庆</textarea>" in text(refused)
