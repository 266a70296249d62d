"""Fill the holiday table from the library, for the years that it knows from the programme's
first year on; later years are the office's to enter."""

import chinese_calendar
from django.db import migrations

FIRST_YEAR = 2020


def fill(apps, schema_editor):
    CalendarDay = apps.get_model("evaluation", "CalendarDay")
    rest = chinese_calendar.constants.holidays
    work = chinese_calendar.constants.workdays
    CalendarDay.objects.bulk_create(
        CalendarDay(day=day, worked=worked, name=chinese_calendar.Holiday(name).chinese)
        for days, worked in ((rest, False), (work, True))
        for day, name in days.items()
        if day.year >= FIRST_YEAR
    )


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_guards")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
