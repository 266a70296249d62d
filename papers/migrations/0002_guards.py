"""What the database itself holds to, whoever asks."""

from django.db import migrations

from wufaan.database import guards, run


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial"), ("audit", "0002_guards")]
    operations = [*guards("papers"), *run("papers/archives.sql")]
