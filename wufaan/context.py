"""What every page knows."""

from django.conf import settings

from wufaan.clock import today
from wufaan.web import is_carried

APP_NAME = "无发案创建评选"


def site(request) -> dict:
    return {
        "app_name": APP_NAME,
        "county": settings.COUNTY_NAME,
        "today": today(),
        "large_type": request.COOKIES.get("type") == "large",
        "carried": is_carried(request),
    }
