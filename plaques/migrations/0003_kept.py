"""A certificate stays what it was numbered as: its texts are those that it is printed with."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION plaques_plaque_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.honour_id, OLD.number, OLD.community_name, OLD.title, OLD.issuer, OLD.issued_on)
       IS DISTINCT FROM
       (NEW.honour_id, NEW.number, NEW.community_name, NEW.title, NEW.issuer, NEW.issued_on)
    THEN
        RAISE EXCEPTION 'a certificate keeps its number and its words'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER plaque_frozen BEFORE UPDATE ON plaques_plaque
    FOR EACH ROW EXECUTE FUNCTION plaques_plaque_guard();
CREATE TRIGGER plaque_kept BEFORE DELETE OR TRUNCATE ON plaques_plaque
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER custody_step_not_emptied BEFORE TRUNCATE ON plaques_custodystep
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER custody_step_not_emptied ON plaques_custodystep;
DROP TRIGGER plaque_kept ON plaques_plaque;
DROP TRIGGER plaque_frozen ON plaques_plaque;
DROP FUNCTION plaques_plaque_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("plaques", "0002_custody"), ("audit", "0002_chain")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
