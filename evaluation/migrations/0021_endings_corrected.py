"""Document and day of an ending, and of a reinstatement, can be put right."""

from django.db import migrations

from wufaan.database import run


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0020_supplement_sent_back")]
    operations = run("evaluation/streaks/guards.sql", "evaluation/ladder/reinstatements.sql")
