"""The day it is here. One place, so that a test can say that it is another."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """Today in the county (Asia/Shanghai)."""
    return timezone.localdate()
