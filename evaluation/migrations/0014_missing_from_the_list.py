"""An objection may be for a place that is missing from the list."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0001_initial"),
        ("evaluation", "0013_postings"),
    ]

    operations = [
        migrations.AddField(
            model_name="objection",
            name="missing",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="communities.community",
                verbose_name="没有列入的",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("entry", None), ("missing", None), _connector="OR"),
                name="against_an_entry_or_for_one_missing",
            ),
        ),
    ]
