from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0003_stations_and_office")]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="version",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
