"""Names of before, by which places are still found."""

import django.db.models.deletion
from django.db import migrations, models

from communities.pinyin import pinyin_key


def from_the_trail(apps, schema_editor):
    """Places that were renamed before this table was there."""
    events = apps.get_model("audit", "Event").objects.filter(verb="community_changed")
    told = events.filter(data__before__name__isnull=False).values_list("subject", "data")
    there = set(apps.get_model("communities", "Community").objects.values_list("pk", flat=True))
    former = apps.get_model("communities", "FormerName")
    former.objects.bulk_create(
        [
            former(community_id=pk, name=name, pinyin=pinyin_key(name))
            for subject, data in told.order_by("sequence")
            if (pk := int(subject.rpartition(":")[2])) in there and (name := data["before"]["name"])
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0004_stations_end"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="原名称")),
                ("pinyin", models.CharField(editable=False, max_length=500)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_names",
                        to="communities.community",
                    ),
                ),
            ],
            options={
                "verbose_name": "原名称",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("community", "name"), name="a_former_name_once")
                ],
            },
        ),
        migrations.RunPython(from_the_trail, migrations.RunPython.noop),
    ]
