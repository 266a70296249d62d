"""Where places lay before, and by which codes they went."""

import django.db.models.deletion
from django.db import migrations, models

from wufaan.database import run


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="原代码")),
            ],
            options={
                "verbose_name": "原代码",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("moved_on", models.DateField(verbose_name="划转日期")),
            ],
            options={
                "verbose_name": "划转",
                "ordering": ["community", "moved_on"],
            },
        ),
        migrations.AddField(
            model_name="community",
            name="split_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offshoots",
                to="communities.community",
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("split_from", None), ("opened_on__isnull", False), _connector="OR"
                ),
                name="split_on_the_day_it_opened",
            ),
        ),
        migrations.AddField(
            model_name="formercode",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="former_codes",
                to="communities.community",
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="communities.community",
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="parent",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="communities.community",
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="communities.station",
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.UniqueConstraint(
                fields=("community", "moved_on"), name="one_move_a_day"
            ),
        ),
    ] + run("communities/moves.sql")
