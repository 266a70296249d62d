"""What a year is shown with later: the township of a title, the station of a result and how its
name was read as they were, and targets for compounds and for villages apart. Rows from before get what is known now, a
county title what its verdict says."""

from django.db import migrations, models

FILL = """
UPDATE evaluation_verdict v SET station_id = c.station_id, pinyin = c.pinyin
  FROM communities_community c WHERE c.id = v.community_id;
UPDATE evaluation_honour h SET township_code = t.code
  FROM communities_community c JOIN communities_township t ON t.id = c.township_id
 WHERE c.id = h.community_id;
UPDATE evaluation_honour h SET township_code = v.township_code
  FROM evaluation_verdict v WHERE v.cycle_id = h.cycle_id AND v.community_id = h.community_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""

GUARD = """
CREATE OR REPLACE FUNCTION evaluation_verdict_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_OP = 'INSERT' OR
       (OLD.cycle_id, OLD.community_id, OLD.code, OLD.name, OLD.kind, OLD.township_code,
        OLD.township_name, {old}OLD.outcome, OLD.excluded_reason, OLD.broken, OLD.undetermined,
        OLD.missing_months, OLD.respondents, OLD.satisfied)
       IS DISTINCT FROM
       (NEW.cycle_id, NEW.community_id, NEW.code, NEW.name, NEW.kind, NEW.township_code,
        NEW.township_name, {new}NEW.outcome, NEW.excluded_reason, NEW.broken, NEW.undetermined,
        NEW.missing_months, NEW.respondents, NEW.satisfied)
    THEN
        IF evaluation_is_frozen(coalesce(NEW.cycle_id, OLD.cycle_id)) THEN
            RAISE EXCEPTION 'verdicts of a cycle on notice are frozen'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""

STATION = {
    "on_delete": models.deletion.PROTECT,
    "related_name": "+",
    "to": "communities.station",
}


class Migration(migrations.Migration):
    dependencies = [("communities", "0002_work_record"), ("evaluation", "0009_rereviews")]
    operations = [
        migrations.AddField(
            "cycle",
            "compounds_target_percent",
            models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="小区达标目标（%）"
            ),
        ),
        migrations.AddField(
            "cycle",
            "villages_target_percent",
            models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="村社达标目标（%）"
            ),
        ),
        migrations.AddConstraint(
            "cycle",
            models.CheckConstraint(
                condition=models.Q(
                    ("compounds_target_percent__lte", 100), ("villages_target_percent__lte", 100)
                ),
                name="targets_of_kinds_up_to_100",
            ),
        ),
        migrations.AddField(
            "honour",
            "township_code",
            models.CharField(default="", max_length=9, verbose_name="乡镇代码"),
            preserve_default=False,
        ),
        migrations.AddField(
            "verdict",
            "pinyin",
            models.CharField(default="", editable=False, max_length=500),
            preserve_default=False,
        ),
        migrations.AddField("verdict", "station", models.ForeignKey(null=True, **STATION)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("verdict", "station", models.ForeignKey(**STATION)),
        migrations.RunSQL(
            GUARD.format(old="OLD.pinyin, OLD.station_id, ", new="NEW.pinyin, NEW.station_id, "),
            GUARD.format(old="", new=""),
        ),
    ]
