"""Calendar files, held against RFC 5545."""

from datetime import date

from wufaan.ics import Event, calendar

NAME = "甸阳镇五福村第三居民小组无发案小区创建评选领导小组办公室公示，期限；\\"


def lines(content: bytes) -> list[str]:
    """Unfolded, as a reader has them."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_no_line_is_longer_than_75_octets_and_no_character_is_torn():
    content = calendar("x", [Event("1", date(2026, 11, 3), date(2026, 11, 9), NAME)], made_on=DAY)
    physical = content.split(b"\r\n")
    assert max(map(len, physical)) <= 75
    for line in physical:
        line.decode()
    assert "SUMMARY:" + NAME.replace("\\", "\\\\") in lines(content)


DAY = date(2026, 11, 1)


def test_days_are_whole_and_the_end_is_the_day_after():
    event = Event("2026-notice-1@a", date(2026, 12, 30), date(2026, 12, 31), "a;b,c\nd")
    told = lines(calendar("x", [event], made_on=DAY))
    assert "DTSTART;VALUE=DATE:20261230" in told
    assert "DTEND;VALUE=DATE:20270101" in told
    assert "SUMMARY:a\\;b\\,c\\nd" in told
    assert "DTSTAMP:20261101T000000Z" in told
    assert told[0] == "BEGIN:VCALENDAR"
    assert told[-2:] == ["END:VCALENDAR", ""]
