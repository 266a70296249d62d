"""Certificates in the search over everything: by number, or by the name that is on them."""

from django.urls import reverse

from plaques.models import Plaque
from wufaan.search import Found, Hit, Sought, bounded, provider


@provider
def find(user, sought: Sought) -> Found:
    rows = Plaque.objects.visible_to(user).matching(sought.text)
    return bounded(
        "证书",
        rows.select_related("honour").order_by("-honour__year", "number"),
        sought,
        key="number",
        hit=_hit,
        all_of_them=reverse("plaques"),
    )


def _hit(plaque: Plaque) -> Hit:
    told = [plaque.title, plaque.community_name, plaque.honour.get_state_display()]
    return Hit(plaque.number, "　".join(told), reverse("plaque", args=[plaque.number]))
