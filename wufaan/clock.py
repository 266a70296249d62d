"""The day it is here. One place, so that a demo or a test can say that it is another."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today in the county (Asia/Shanghai), or the day that a demo shows."""
    return settings.DEMO_DAY or timezone.localdate()
