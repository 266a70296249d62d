"""Incidents in the search over everything: by their number."""

from django.urls import reverse

from incidents.models import Incident
from wufaan.search import Found, Hit, Sought, bounded, provider


@provider
def find(user, sought: Sought) -> Found:
    numbered = Incident.objects.visible_to(user).filter(number__contains=sought.number)
    return bounded(
        "案（事）件",
        numbered.select_related("community").order_by("number"),
        sought,
        key="number",
        hit=_hit,
        all_of_them=reverse("incidents"),
    )


def _hit(incident: Incident) -> Hit:
    told = [incident.get_kind_display(), incident.occurred_on.isoformat(), incident.community.name]
    return Hit(incident.number, "　".join(told), reverse("incident", args=[incident.pk]))
