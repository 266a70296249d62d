"""Where an incident bears, and who is asked for which return."""

from django.db import migrations

from wufaan.database import run


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_guards"), ("communities", "0003_moves")]
    operations = run("incidents/bearing.sql")
