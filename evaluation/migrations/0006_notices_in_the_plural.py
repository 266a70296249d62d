"""A year has as many notices as it needs. Each that there is so far is the main one of its year."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wufaan.database import guards

# The references are looked at at once: a table that has some to be looked at cannot be altered.
MAIN = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE evaluation_notice SET main_of_id = cycle_id;
UPDATE evaluation_noticedraft d SET notice_id = n.id
  FROM evaluation_notice n WHERE n.cycle_id = d.cycle_id;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0002_guards"),
        ("evaluation", "0005_fallen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="notice",
            options={"ordering": ["-cycle__year", "position"], "verbose_name": "公示"},
        ),
        migrations.RemoveConstraint(
            model_name="verdict",
            name="one_verdict_a_cycle",
        ),
        migrations.RemoveIndex(
            model_name="verdict",
            name="verdict_in_list_order",
        ),
        migrations.AddField(
            model_name="notice",
            name="approved_on",
            field=models.DateField(null=True, verbose_name="批准日期"),
        ),
        migrations.AddField(
            model_name="notice",
            name="is_supplementary",
            field=models.BooleanField(default=False, verbose_name="补充公示"),
        ),
        migrations.AddField(
            model_name="notice",
            name="main_of",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notice",
                to="evaluation.cycle",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="position",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="次序"),
        ),
        migrations.AddField(
            model_name="notice",
            name="void_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="void_on",
            field=models.DateField(null=True, verbose_name="作废日期"),
        ),
        migrations.AddField(
            model_name="notice",
            name="void_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="作废原因"),
        ),
        migrations.AddField(
            model_name="noticedraft",
            name="notice",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="draft",
                to="evaluation.notice",
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="cleared_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="cleared_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="查清情况"),
        ),
        migrations.AddField(
            model_name="verdict",
            name="notice",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verdicts",
                to="evaluation.notice",
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="stands",
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name="notice",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="evaluation.cycle",
            ),
        ),
        migrations.AlterField(
            model_name="noticedraft",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notice_drafts",
                to="evaluation.cycle",
            ),
        ),
        migrations.AlterField(
            model_name="noticeentry",
            name="verdict",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notice_entries",
                related_query_name="notice_entry",
                to="evaluation.verdict",
            ),
        ),
        migrations.RunSQL(MAIN, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(
                condition=models.Q(("stands", True)),
                fields=["cycle", "township_code", "code"],
                include=("township_name", "outcome", "kind", "exemplar", "withheld_reason"),
                name="verdict_in_list_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("cycle", "position"), name="one_notice_a_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("is_supplementary", False),
                        ("main_of", models.F("cycle")),
                        ("void_on", None),
                    ),
                    models.Q(
                        ("main_of", None),
                        models.Q(
                            ("is_supplementary", True), ("void_on__isnull", False), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="main_unless_supplementary_or_void",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_on", None),
                    models.Q(("is_supplementary", True), ("void_on", None)),
                    _connector="OR",
                ),
                name="only_what_is_supplementary_is_approved_by_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_by", None), ("void_on", None), ("void_reason", "")),
                    models.Q(
                        ("void_by__isnull", False),
                        ("void_on__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="void_by_somebody_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticedraft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("notice", None)),
                fields=("cycle",),
                name="one_open_draft_a_cycle",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticeentry",
            constraint=models.UniqueConstraint(
                fields=("notice", "verdict"), name="one_entry_a_verdict"
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands", True)),
                fields=("cycle", "community"),
                name="one_standing_verdict_a_cycle",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.UniqueConstraint(
                fields=("cycle", "community", "notice"),
                name="one_verdict_a_notice",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cleared_by", None), ("cleared_reason", "")),
                    models.Q(
                        models.Q(("cleared_reason", ""), _negated=True),
                        ("cleared_by__isnull", False),
                        models.Q(("withheld_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="only_what_is_withheld_is_cleared_by_somebody",
            ),
        ),
        *guards("evaluation/year", "evaluation/notice"),
    ]
