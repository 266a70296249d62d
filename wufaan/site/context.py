"""What every page knows."""

from django.conf import settings

from wufaan.clock import today
from wufaan.web import is_carried


def site(request) -> dict:
    return {
        "app_name": settings.APP_NAME,
        "county": settings.COUNTY_NAME,
        "today": today(),
        "large_type": request.COOKIES.get("type") == "large",
        "carried": is_carried(request),
    }
