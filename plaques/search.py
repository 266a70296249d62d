"""Certificates in the search over everything: by number, or by the name that is on them."""

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from plaques.models import Plaque
from plaques.numbers import certificate_number
from wufaan.search import Found, Hit, Sought, bounded, provider


@provider
def find(user: User, sought: Sought) -> Found:
    if not user.can(Permission.SEE_CYCLES):
        return _as_anyone_may(sought)
    rows = Plaque.objects.visible_to(user).matching(sought.text)
    return bounded(
        "证书",
        rows.select_related("honour").order_by("-honour__year", "number"),
        sought,
        key="number",
        number=certificate_number(sought.text),
        hit=lambda plaque: _hit(plaque, "plaque"),
        all_of_them=reverse("plaques"),
    )


def _as_anyone_may(sought: Sought) -> Found:
    """Whose number is typed in full may see of a certificate what everybody may."""
    number = certificate_number(sought.text)
    found = Plaque.objects.announced().filter(number=number).select_related("honour")
    hits = [_hit(plaque, "verify-number") for plaque in found]
    return Found("证书", hits, exact=hits[0].url if hits else "")


def _hit(plaque: Plaque, page: str) -> Hit:
    told = [plaque.title, plaque.community_name, plaque.honour.get_state_display()]
    return Hit(plaque.number, "　".join(told), reverse(page, args=[plaque.number]))
