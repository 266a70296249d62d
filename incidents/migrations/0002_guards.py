"""What the database itself holds to, whoever asks."""

from django.db import migrations

from wufaan.database import guards, run


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0001_initial"),
        ("audit", "0002_guards"),
        ("communities", "0002_guards"),
    ]
    operations = [
        *guards("incidents"),
        *run("incidents/bearing.sql", "incidents/reconsiderations.sql"),
    ]
