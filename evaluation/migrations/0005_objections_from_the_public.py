"""Objections by the public form, and what keeps them from being deleted."""

from django.db import migrations, models

FORWARD = """
CREATE TRIGGER objection_kept BEFORE DELETE ON evaluation_objection
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
BACKWARD = "DROP TRIGGER objection_kept ON evaluation_objection;"


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0004_objections"), ("audit", "0002_chain")]

    operations = [
        migrations.CreateModel(
            name="SenderCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("sender", models.CharField(max_length=64)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "sender"), name="one_count_a_sender_and_day"
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
