"""What is missing below a list is acknowledged before it is published."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wufaan.database import run


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0015_inquiries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_supplementary", models.BooleanField(default=False, verbose_name="补充公示")),
                (
                    "gap",
                    models.CharField(
                        choices=[
                            ("returns", "缺零报告"),
                            ("silent", "全年没有上报"),
                            ("unsurveyed", "未测评满意度"),
                            ("low", "满意度不到 90%"),
                            ("work", "创建台账空白"),
                            ("pending", "待认定"),
                        ],
                        max_length=10,
                        verbose_name="项目",
                    ),
                ),
                ("text", models.TextField(verbose_name="情况")),
                ("mark", models.CharField(max_length=64)),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("on", models.DateField(verbose_name="日期")),
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
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="evaluation.cycle",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="evaluation.notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "依据的确认",
                "ordering": ["pk"],
            },
        ),
        *run("evaluation/notice/acknowledgements.sql"),
    ]
