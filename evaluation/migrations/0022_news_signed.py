"""What had come up since the notice is kept with the approval too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0021_endings_corrected"),
    ]

    operations = [
        migrations.AddField(
            model_name="signedbasis",
            name="late",
            field=models.JSONField(default=list, verbose_name="公示之后的新情况"),
        ),
    ]
