"""An answer to an objection may be followed by another; the former stays beside it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wufaan.database import run


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0009_supplement_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("received", "正在核查"),
                            ("upheld", "异议成立"),
                            ("rejected", "异议不成立"),
                        ],
                        max_length=10,
                        verbose_name="结论",
                    ),
                ),
                ("reply", models.CharField(max_length=2000, verbose_name="答复")),
                ("on", models.DateField(verbose_name="答复日期")),
                ("reason", models.CharField(max_length=300, verbose_name="再次答复的原因")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
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
                        related_name="former_answers",
                        to="evaluation.objection",
                    ),
                ),
            ],
            options={
                "verbose_name": "原答复",
                "ordering": ["pk"],
            },
        ),
        *run("evaluation/notice/answers.sql"),
    ]
