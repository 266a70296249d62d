"""Drafts of notices, what changed on one after it was published, and by when an objection is due
and with whom. What is published is never rewritten: only its last day may move, and only later."""

from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from evaluation.year.calendar import last_working_day
from evaluation.year.rules import ANSWER_WORKING_DAYS

FORWARD = """
CREATE FUNCTION evaluation_notice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.ends_on < OLD.ends_on OR
       (OLD.cycle_id, OLD.number, OLD.title, OLD.issuer, OLD.approval_basis, OLD.channels,
        OLD.starts_on, OLD.sha256)
       IS DISTINCT FROM
       (NEW.cycle_id, NEW.number, NEW.title, NEW.issuer, NEW.approval_basis, NEW.channels,
        NEW.starts_on, NEW.sha256)
    THEN
        RAISE EXCEPTION 'a published notice stays as it is, save that it may run longer'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER notice_frozen BEFORE UPDATE OR DELETE ON evaluation_notice
    FOR EACH ROW EXECUTE FUNCTION evaluation_notice_guard();
CREATE TRIGGER notice_correction_kept BEFORE UPDATE OR DELETE ON evaluation_noticecorrection
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER notice_draft_kept BEFORE DELETE ON evaluation_noticedraft
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER notice_draft_kept ON evaluation_noticedraft;
DROP TRIGGER notice_correction_kept ON evaluation_noticecorrection;
DROP TRIGGER notice_frozen ON evaluation_notice;
DROP FUNCTION evaluation_notice_guard();
"""


def reckon_due_days(apps, schema_editor):
    """As they were reckoned until now whenever somebody looked."""
    days = apps.get_model("evaluation", "CalendarDay").objects.values_list("day", "worked")
    exceptions = dict(days)
    for objection in apps.get_model("evaluation", "Objection").objects.all():
        first = objection.received_on + timedelta(days=1)
        objection.due_on = last_working_day(first, ANSWER_WORKING_DAYS, exceptions)
        objection.save(update_fields=["due_on"])


def tell_of_what_was_taken_off(apps, schema_editor):
    """The notices of before had no corrections, only a mark at the name."""
    entries = apps.get_model("evaluation", "NoticeEntry").objects
    corrections = apps.get_model("evaluation", "NoticeCorrection").objects
    taken_off = entries.exclude(verdict__withheld_reason="").select_related("verdict", "notice")
    positions: dict[int, int] = {}
    for entry in taken_off.order_by("notice", "position"):
        positions[entry.notice_id] = positions.get(entry.notice_id, 0) + 1
        upheld = entry.objections.filter(state="upheld").first()
        step = entry.notice.cycle.steps.filter(verb="send_back").last()
        corrections.create(
            notice=entry.notice,
            position=positions[entry.notice_id],
            kind="taken_off",
            entry=entry,
            text="经核查，对它的异议成立。" if upheld else "经复核，有情况需要继续核实。",
            on=(upheld and upheld.answered_on) or (step and step.on) or entry.notice.starts_on,
            by=entry.verdict.withheld_by,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0006_verdict_in_list_order"),
        ("audit", "0002_chain"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="objection",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="经办人",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="due_on",
            field=models.DateField(null=True, verbose_name="答复期限"),
        ),
        migrations.RunPython(reckon_due_days, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="objection",
            name="due_on",
            field=models.DateField(verbose_name="答复期限"),
        ),
        migrations.CreateModel(
            name="NoticeDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(blank=True, max_length=40, verbose_name="公示编号"),
                ),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("channels", models.TextField(verbose_name="异议渠道")),
                ("starts_on", models.DateField(verbose_name="公示自")),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="工作日"),
                ),
                (
                    "cycle",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice_draft",
                        to="evaluation.cycle",
                    ),
                ),
            ],
            options={"verbose_name": "公示稿"},
        ),
        migrations.CreateModel(
            name="NoticeCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("taken_off", "暂缓命名"),
                            ("put_back", "恢复命名"),
                            ("wording", "更正文字"),
                            ("extended", "延长公示"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
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
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="evaluation.noticeentry",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="evaluation.notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "公示更正",
                "ordering": ["notice", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "position"), name="one_correction_a_position"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="correction_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["taken_off", "put_back"]), _negated=True),
                            ("entry__isnull", False),
                            _connector="OR",
                        ),
                        name="off_and_back_speak_of_an_entry",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunPython(tell_of_what_was_taken_off, migrations.RunPython.noop),
    ]
