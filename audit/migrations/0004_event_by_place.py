from django.db import migrations, models
from django.db.models.fields.json import KT


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_search"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(KT("data__community"), name="event_by_place"),
        ),
    ]
