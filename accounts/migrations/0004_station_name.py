"""The name of the station is kept with the post, and dated with it."""

from django.db import migrations, models

from wufaan.database import run


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_former_posts"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="station_name",
            field=models.CharField(
                blank=True, editable=False, max_length=50, verbose_name="派出所"
            ),
        ),
        *run("accounts/guards.sql"),
    ]
