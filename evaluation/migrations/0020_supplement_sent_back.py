"""A supplementary notice is sent back and submitted again by itself."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0019_signed_basis"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="cyclestep",
            name="notice",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="evaluation.notice",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="sent_back",
            field=models.BooleanField(default=False, verbose_name="退回核查"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_back", False),
                    models.Q(("approved_on", None), ("is_supplementary", True)),
                    _connector="OR",
                ),
                name="only_what_is_supplementary_is_sent_back_by_itself",
            ),
        ),
    ]
