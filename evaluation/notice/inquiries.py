"""What stands in the way of asking a station about an objection, of its reply, and of an answer to
the objection before that reply."""

from collections.abc import Iterator

from communities.models import Station
from communities.obstacles import of_station_closed
from evaluation.notice.models import Inquiry, InquiryState, Objection
from evaluation.notice.obstacles import of_answered
from wufaan.obstacles import Obstacle


def of_asking(objection: Objection, station: Station) -> Iterator[Obstacle]:
    yield from of_answered(objection, "，不用再请派出所核实")
    yield from of_station_closed(station, at="station")


def of_station_closing(station: Station) -> Iterator[Obstacle]:
    """Of one without a successor."""
    if waiting := station.inquiries.open().count():
        text = f"“{station.name}”还有 {waiting} 件请它核实的情况没有回复，请选择由哪个派出所回复。"
        yield Obstacle(text, at="into")


def of_replying(inquiry: Inquiry) -> Iterator[Obstacle]:
    if inquiry.state == InquiryState.REPLIED:
        yield Obstacle("这一件已经回复过，不能再改。有新情况的，请直接告诉领导小组办公室。")
    if inquiry.state == InquiryState.OVER:
        yield Obstacle("办公室已经答复了这件异议，不用再回复。")


def of_answering(objection: Objection) -> Iterator[Obstacle]:
    """It may be answered all the same."""
    for asked in objection.inquiries.open().select_related("station"):
        told = f"{asked.station.name}还没有回复请它核实的情况（{asked.due_on} 前）。"
        yield Obstacle(f"{told}现在就答复的，它不再需要回复。", stops=False)
