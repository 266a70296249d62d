"""A figure that nobody gave is not 0; and of a finding nothing may change but its reason, into
the words that say it was cleared."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION only_clear_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reason <> '（已按个人信息保护要求清除）'
       OR to_jsonb(NEW) - 'reason' <> to_jsonb(OLD) - 'reason' THEN
        RAISE EXCEPTION 'A determination is never changed; its reason may only be cleared.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER determination_no_change ON incidents_determination;
CREATE TRIGGER determination_no_delete BEFORE DELETE ON incidents_determination
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER determination_no_change BEFORE UPDATE ON incidents_determination
    FOR EACH ROW EXECUTE FUNCTION only_clear_reason();
"""

BACKWARD = """
DROP TRIGGER determination_no_change ON incidents_determination;
DROP TRIGGER determination_no_delete ON incidents_determination;
DROP FUNCTION only_clear_reason();
CREATE TRIGGER determination_no_change BEFORE UPDATE OR DELETE ON incidents_determination
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0004_version")]
    operations = [
        migrations.AlterField(
            "incident", "deaths", models.PositiveIntegerField("死亡人数", null=True)
        ),
        migrations.AlterField(
            "incident", "serious_injuries", models.PositiveIntegerField("重伤人数", null=True)
        ),
        migrations.AlterField(
            "incident",
            "direct_loss",
            models.DecimalField("直接经济损失（元）", max_digits=14, decimal_places=2, null=True),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
