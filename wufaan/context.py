"""What every page knows."""

from django.conf import settings

from wufaan.clock import today


def site(request) -> dict:
    return {
        "county": settings.COUNTY_NAME,
        "is_demo": settings.WUFAAN_DEMO,
        "today": today(),
        "large_type": request.COOKIES.get("type") == "large",
    }
