"""What lists rested on is kept with their approval, as it was signed."""

import django.db.models.deletion
from django.db import migrations, models

from wufaan.database import run


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0018_inquiries_cleared"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedBasis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("missing", models.JSONField(default=dict, verbose_name="所缺")),
                ("flags", models.JSONField(default=dict, verbose_name="提示")),
                ("shares", models.JSONField(default=list, verbose_name="不计入的比例")),
                ("pending", models.JSONField(default=list, verbose_name="待认定")),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed_basis",
                        to="evaluation.cyclestep",
                    ),
                ),
            ],
            options={
                "verbose_name": "批准时的依据",
            },
        ),
        *run("evaluation/notice/approvals.sql"),
    ]
