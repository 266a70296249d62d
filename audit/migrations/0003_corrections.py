"""`is_corrected`, for the guards of others."""

from django.db import migrations

from wufaan.database import guards


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_guards")]
    operations = guards("audit")
