"""Titles looked at again; no row of them is ever deleted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER rereview_kept BEFORE DELETE ON evaluation_rereview
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
BACKWARD = "DROP TRIGGER rereview_kept ON evaluation_rereview;"


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0008_nominations"),
        ("incidents", "0004_version"),
        ("audit", "0002_chain"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("yearly", "年度复核"),
                            ("late_determination", "事后认定"),
                            ("company_change", "物业变更"),
                        ],
                        max_length=20,
                        verbose_name="起因",
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=500, verbose_name="物业变更")),
                ("opened_on", models.DateField(verbose_name="开始日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待复核"),
                            ("rectifying", "限期整改"),
                            ("closed", "已办结"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="整改期限")),
                ("demand", models.CharField(blank=True, max_length=300, verbose_name="整改要求")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("keep", "保留"), ("revoke", "撤销"), ("void", "注销")],
                        max_length=10,
                        verbose_name="决定",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                (
                    "cycle",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rereviews",
                        to="evaluation.cycle",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "honour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rereviews",
                        to="evaluation.honour",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rereviews",
                        to="incidents.incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "复核",
                "ordering": ["-opened_on", "-pk"],
                "indexes": [models.Index(fields=["state", "due_on"], name="re_review_due")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=("honour", "cause", "incident"),
                        name="one_unfinished_re_review_a_cause",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        fields=("honour", "cycle"), name="one_yearly_re_review_a_cycle"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cause", "yearly"), ("cycle__isnull", False), ("incident", None)
                            ),
                            models.Q(
                                ("cause", "late_determination"),
                                ("cycle", None),
                                ("incident__isnull", False),
                            ),
                            models.Q(
                                ("cause", "company_change"),
                                ("cycle", None),
                                ("incident", None),
                                models.Q(("ground", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="re_review_of_an_incident_or_by_a_cycle",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "rectifying"), _negated=True),
                            models.Q(
                                ("due_on__isnull", False), models.Q(("demand", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="rectified_by_a_day_and_told_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("state", "closed"),
                                models.Q(("decision", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "closed"), _negated=True),
                                ("decided_by", None),
                                ("decided_on", None),
                                ("decision", ""),
                            ),
                            _connector="OR",
                        ),
                        name="closed_by_a_decision_of_somebody",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
