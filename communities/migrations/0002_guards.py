"""What the database itself holds to, whoever asks."""

from django.db import migrations

from wufaan.database import guards


class Migration(migrations.Migration):
    dependencies = [("communities", "0001_initial"), ("audit", "0002_guards")]
    operations = guards("communities")
