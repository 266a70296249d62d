"""What a verdict tells of places that changed; holders are looked at again in every cycle."""

from django.conf import settings
from django.db import migrations, models

from wufaan.database import guards


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0007_despite_a_rereview"),
        ("incidents", "0003_bearing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="rereview",
            name="one_unfinished_re_review_a_cause",
        ),
        migrations.AddField(
            model_name="cycle",
            name="least_months",
            field=models.PositiveSmallIntegerField(
                blank=True, default=0, verbose_name="设立至少满（个月）"
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="former",
            field=models.CharField(blank=True, max_length=60, verbose_name="原小区（村社）"),
        ),
        migrations.AddField(
            model_name="verdict",
            name="opened_on",
            field=models.DateField(null=True, verbose_name="评选期内设立"),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("least_months__lte", 60)), name="least_age_up_to_five_years"
            ),
        ),
        migrations.AddConstraint(
            model_name="rereview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "closed"), _negated=True),
                fields=("honour", "cause", "incident", "cycle"),
                name="one_unfinished_re_review_a_cause",
                nulls_distinct=False,
            ),
        ),
    ] + guards("evaluation/year")
