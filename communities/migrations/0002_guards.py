"""What the database itself holds to, whoever asks."""

from django.db import migrations

from wufaan.database import guards, run


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0001_initial"),
        ("audit", "0002_guards"),
        ("accounts", "0001_initial"),
    ]
    operations = [*guards("communities"), *run("communities/moves.sql", "communities/stations.sql")]
