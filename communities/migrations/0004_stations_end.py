"""A station may become part of another, or end."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0003_moves"),
    ]

    operations = [
        migrations.AddField(
            model_name="station",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="撤并日期"),
        ),
        migrations.AddField(
            model_name="station",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="communities.station",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor", None), ("closed_on__isnull", False), _connector="OR"
                ),
                name="station_successor_only_when_closed",
            ),
        ),
    ]
