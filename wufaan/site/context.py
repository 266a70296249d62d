"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from wufaan.clock import today
from wufaan.web import is_offline


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "app_name": settings.APP_NAME,
        "county": settings.COUNTY_NAME,
        "site": settings.SITE,
        "base_url": settings.PUBLIC_BASE_URL,
        "today": today(),
        "large_type": request.COOKIES.get("type") == "large",
        "offline": is_offline(request),
    }
