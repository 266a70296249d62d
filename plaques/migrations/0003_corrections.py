"""A hand-over may be put right by a correction on record."""

from django.db import migrations

from wufaan.database import guards


class Migration(migrations.Migration):
    dependencies = [("plaques", "0002_guards"), ("audit", "0003_corrections")]
    operations = guards("plaques")
