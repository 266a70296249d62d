"""What a station is asked about an objection, and its reply."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wufaan.database import run


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0003_moves"),
        ("evaluation", "0014_missing_from_the_list"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=500, verbose_name="请核实什么")),
                ("due_on", models.DateField(verbose_name="回复期限")),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("reply", models.CharField(blank=True, max_length=1000, verbose_name="核实情况")),
                ("replied_at", models.DateTimeField(null=True)),
                ("entry_key", models.CharField(editable=False, max_length=40, unique=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="evaluation.objection",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="communities.station",
                        verbose_name="派出所",
                    ),
                ),
            ],
            options={
                "verbose_name": "请派出所核实",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_at", None), ("replied_by", None), ("reply", "")),
                            models.Q(
                                models.Q(("reply", ""), _negated=True),
                                ("replied_at__isnull", False),
                                ("replied_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="replied_by_somebody_with_words",
                    )
                ],
            },
        ),
        *run("evaluation/notice/inquiries.sql"),
    ]
