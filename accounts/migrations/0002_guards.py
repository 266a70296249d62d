"""What the database itself holds to, whoever asks."""

from django.db import migrations

from wufaan.database import guards


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = guards("accounts")
