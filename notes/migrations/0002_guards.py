"""A note stays as it was written."""

from django.db import migrations

from wufaan.database import guards


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial"), ("audit", "0002_guards")]
    operations = guards("notes")
