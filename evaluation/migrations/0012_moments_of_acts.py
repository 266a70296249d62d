"""The moment of an act tells which post and station its author had then."""

from django.db import migrations, models

from wufaan.database import run

# Where only the day was kept, the end of it.
_WHAT_IS_KNOWN = """
    UPDATE evaluation_notice SET void_at = void_on + interval '1 day' WHERE void_on IS NOT NULL;
    UPDATE evaluation_objection SET answered_at = answered_on + interval '1 day'
     WHERE answered_on IS NOT NULL;
    UPDATE evaluation_rereview SET decided_at = decided_on + interval '1 day'
     WHERE decided_on IS NOT NULL;
    ALTER TABLE evaluation_reinstatement DISABLE TRIGGER reinstatement_frozen;
    UPDATE evaluation_reinstatement SET proposed_at = proposed_on + interval '1 day',
                                        decided_at = decided_on + interval '1 day';
    ALTER TABLE evaluation_reinstatement ENABLE TRIGGER reinstatement_frozen;
    UPDATE evaluation_verdict v
       SET withheld_at = (SELECT max(e.at) FROM audit_event e
                           WHERE e.subject = 'evaluation.verdict:' || v.id
                             AND e.verb = 'verdict_withheld')
     WHERE v.withheld_by_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0011_list_errors"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="void_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="objection",
            name="answered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="reinstatement",
            name="decided_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="reinstatement",
            name="proposed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="rereview",
            name="decided_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="verdict",
            name="withheld_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="formeranswer",
            name="at",
            field=models.DateTimeField(),
        ),
        migrations.RunSQL(_WHAT_IS_KNOWN, migrations.RunSQL.noop),
        *run("evaluation/notice/guards.sql", "evaluation/ladder/reinstatements.sql"),
    ]
