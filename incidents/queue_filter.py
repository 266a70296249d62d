"""How the determination queue is narrowed down. Everything stays in the URL."""

import django_filters
from django.http import QueryDict

from communities.models import Station
from incidents.choices import kinds_by_group
from incidents.consequences import on_notice
from incidents.models import IncidentQuerySet
from wufaan.filtering import ListFilter, select


class QueueFilter(ListFilter):
    station = django_filters.ChoiceFilter(
        "station__code", empty_label="全部派出所", widget=select("派出所")
    )
    kind = django_filters.ChoiceFilter(
        choices=kinds_by_group, empty_label="全部种类", widget=select("种类")
    )
    notice = django_filters.ChoiceFilter(
        method="bears_on_notice",
        choices=[("on", "涉及公示名单的")],
        empty_label="不论公示",
        widget=select("是否涉及公示"),
    )

    def __init__(self, data: QueryDict | None, incidents: IncidentQuerySet) -> None:
        super().__init__(data, incidents)
        self.filters["station"].extra["choices"] = list(Station.objects.values_list("code", "name"))

    def bears_on_notice(
        self, incidents: IncidentQuerySet, name: str, value: str
    ) -> IncidentQuerySet:
        return on_notice(incidents)
