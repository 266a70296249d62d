"""Findings are never rewritten and incidents never disappear, whoever asks."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER determination_no_change BEFORE UPDATE OR DELETE ON incidents_determination
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER incident_no_delete BEFORE DELETE ON incidents_incident
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER incident_no_delete ON incidents_incident;
DROP TRIGGER determination_no_change ON incidents_determination;
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial"), ("audit", "0002_chain")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
