"""How the trail is searched. Everything stays in the URL."""

from datetime import date

import django_filters

from audit.models import Event, EventQuerySet
from audit.subjects import called
from audit.words import by_area, usernames
from wufaan.filtering import ListFilter, day, search_box, select


class EventFilter(ListFilter):
    subject = django_filters.CharFilter(
        method="about",
        widget=search_box("对象的编号或名称", label="对象"),
        max_length=100,
    )
    actor = django_filters.CharFilter(
        method="done_by", widget=search_box("操作人的用户名或岗位", label="操作人"), max_length=150
    )
    verb = django_filters.ChoiceFilter(
        choices=by_area,
        empty_label="全部动作",
        widget=select("动作"),
    )
    since = django_filters.DateFilter(method="from_day", widget=day("从哪天"), label="从哪天")
    until = django_filters.DateFilter(method="to_day", widget=day("到哪天"), label="到哪天")

    class Meta:
        model = Event
        fields: list[str] = []

    def about(self, events: EventQuerySet, name: str, value: str) -> EventQuerySet:
        """As the chain writes it (`incidents.incident:42`), or as people call it."""
        return events.filter(subject__in=[value] if ":" in value else called(value))

    def done_by(self, events: EventQuerySet, name: str, value: str) -> EventQuerySet:
        return events.filter(actor__in=[value, *usernames(value)])

    def from_day(self, events: EventQuerySet, name: str, value: date) -> EventQuerySet:
        return events.since(value)

    def to_day(self, events: EventQuerySet, name: str, value: date) -> EventQuerySet:
        return events.until(value)
