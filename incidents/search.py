"""Incidents in the search over everything: by their number."""

from django.urls import reverse

from accounts.models import User
from incidents.models import Incident
from incidents.numbers import numbered
from wufaan.search import Found, Hit, Sought, bounded, provider


@provider
def find(user: User, sought: Sought) -> Found:
    rows = Incident.objects.visible_to(user).filter(numbered(sought.number))
    return bounded(
        "案（事）件",
        rows.select_related("community").order_by("number"),
        sought,
        key="number",
        hit=_hit,
        all_of_them=reverse("incidents"),
    )


def _hit(incident: Incident) -> Hit:
    told = [incident.get_kind_display(), incident.occurred_on.isoformat(), incident.community.name]
    return Hit(incident.number, "　".join(told), reverse("incident", args=[incident.pk]))
