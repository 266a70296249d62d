"""A certificate can be made anew from a name that was corrected."""

import django.db.models.deletion
from django.db import migrations, models

from wufaan.database import run


class Migration(migrations.Migration):
    dependencies = [
        ("plaques", "0003_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="plaque",
            name="edition",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="版次"),
        ),
        migrations.CreateModel(
            name="FormerCertificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("community_name", models.CharField(max_length=60, verbose_name="名称")),
                ("pdf", models.FileField(upload_to="")),
                ("sha256", models.CharField(max_length=64)),
                ("replaced_at", models.DateTimeField(auto_now_add=True, verbose_name="更换时间")),
                (
                    "plaque",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_files",
                        to="plaques.plaque",
                    ),
                ),
            ],
            options={
                "verbose_name": "更换前的证书",
                "ordering": ["pk"],
            },
        ),
        *run("plaques/guards.sql", "plaques/former.sql"),
    ]
