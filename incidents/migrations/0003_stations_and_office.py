"""What station and office say to each other about a report, and the determination queue."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATES = [
    ("submitted", "待认定"),
    ("returned", "已退回"),
    ("withdrawing", "申请撤回"),
    ("determined", "已认定"),
    ("withdrawn", "已撤回"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0002_keep_the_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RenameField("incident", "import_key", "entry_key"),
        migrations.AlterField(
            "incident",
            "state",
            models.CharField("状态", choices=STATES, default="submitted", max_length=15),
        ),
        migrations.AddField(
            "incident",
            "returned_reason",
            models.CharField("退回的原因", blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            "incident",
            "withdrawal_reason",
            models.CharField("撤回的原因", blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "incident", models.Index(fields=["state", "reported_at"], name="incident_queue")
        ),
        migrations.AddConstraint(
            "incident",
            models.CheckConstraint(
                name="returned_for_a_reason",
                condition=~models.Q(state="returned") | ~models.Q(returned_reason=""),
            ),
        ),
        migrations.AddConstraint(
            "incident",
            models.CheckConstraint(
                name="withdrawn_for_a_reason",
                condition=~models.Q(state__in=["withdrawing", "withdrawn"])
                | ~models.Q(withdrawal_reason=""),
            ),
        ),
        migrations.CreateModel(
            "Lease",
            [
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="incidents.incident",
                    ),
                ),
                ("until", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leases",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
