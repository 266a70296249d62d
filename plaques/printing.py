"""From a plaque's row to what is printed on it."""

from django.conf import settings
from django.urls import reverse

from plaques.certificate import Certificate
from plaques.models import Plaque


def verify_url(number: str) -> str:
    """What the QR code holds: the public page that tells whether the title stands."""
    return settings.PUBLIC_BASE_URL + reverse("verify-number", args=[number])


def as_certificate(plaque: Plaque) -> Certificate:
    """Only from frozen fields, so that printing again gives the same bytes."""
    return Certificate(
        community=plaque.community_name,
        title=plaque.title,
        year=plaque.honour.year,
        issuer=plaque.issuer,
        issued_on=plaque.issued_on,
        number=plaque.number,
        verify_url=verify_url(plaque.number),
    )
