"""The heads of work of N 2, kept year by year, and what shows them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Evidence may be withdrawn; the row and what it says of the file stay.
FORWARD = """
CREATE TRIGGER evidence_no_delete BEFORE DELETE ON communities_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER work_record_no_delete BEFORE DELETE ON communities_workrecord
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_file_stays BEFORE UPDATE ON communities_evidence
    FOR EACH ROW WHEN (
        (old.record_id, old.file, old.name, old.size, old.sha256, old.added_on, old.added_by_id)
        IS DISTINCT FROM
        (new.record_id, new.file, new.name, new.size, new.sha256, new.added_on, new.added_by_id)
    )
    EXECUTE FUNCTION refuse_change();
"""
BACKWARD = """
DROP TRIGGER evidence_file_stays ON communities_evidence;
DROP TRIGGER work_record_no_delete ON communities_workrecord;
DROP TRIGGER evidence_no_delete ON communities_evidence;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0001_initial"),
        ("audit", "0002_chain"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("head", models.CharField(max_length=20, verbose_name="事项")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "未开展"),
                            ("under_way", "进行中"),
                            ("done", "已完成"),
                        ],
                        default="not_started",
                        max_length=15,
                        verbose_name="状态",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="情况")),
                (
                    "information_officers",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="信息员人数"),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work_records",
                        to="communities.community",
                    ),
                ),
            ],
            options={
                "verbose_name": "创建台账",
                "ordering": ["community", "-year", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.FileField(upload_to="")),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("size", models.PositiveIntegerField(verbose_name="大小")),
                ("sha256", models.CharField(max_length=64)),
                ("added_on", models.DateTimeField(auto_now_add=True, verbose_name="添加时间")),
                ("withdrawn_on", models.DateTimeField(null=True, verbose_name="撤下时间")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="撤下原因"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="communities.workrecord",
                    ),
                ),
            ],
            options={
                "verbose_name": "证明材料",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="workrecord",
            index=models.Index(fields=["year", "community"], name="work_of_year"),
        ),
        migrations.AddConstraint(
            model_name="workrecord",
            constraint=models.UniqueConstraint(
                fields=("community", "year", "head"), name="one_record_a_head"
            ),
        ),
        migrations.AddConstraint(
            model_name="workrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("information_officers", None), ("head", "internal_security"), _connector="OR"
                ),
                name="officers_are_counted_at_internal_security",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_on", None)),
                fields=("record", "sha256"),
                name="the_same_file_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawn_by", None), ("withdrawn_on", None), ("withdrawn_reason", "")
                    ),
                    models.Q(
                        ("withdrawn_by__isnull", False),
                        ("withdrawn_on__isnull", False),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="withdrawn_by_somebody_for_a_reason",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
