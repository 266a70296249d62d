"""Once the notice is out, what it rests on stays: verdicts, findings and the list itself."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION evaluation_is_frozen(cycle bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT state NOT IN ('open', 'assessed') FROM evaluation_cycle WHERE id = cycle
$$;

CREATE FUNCTION evaluation_verdict_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_OP = 'INSERT' OR
       (OLD.cycle_id, OLD.community_id, OLD.code, OLD.name, OLD.kind, OLD.township_code,
        OLD.township_name, OLD.outcome, OLD.excluded_reason, OLD.broken, OLD.undetermined,
        OLD.missing_months, OLD.respondents, OLD.satisfied)
       IS DISTINCT FROM
       (NEW.cycle_id, NEW.community_id, NEW.code, NEW.name, NEW.kind, NEW.township_code,
        NEW.township_name, NEW.outcome, NEW.excluded_reason, NEW.broken, NEW.undetermined,
        NEW.missing_months, NEW.respondents, NEW.satisfied)
    THEN
        IF evaluation_is_frozen(coalesce(NEW.cycle_id, OLD.cycle_id)) THEN
            RAISE EXCEPTION 'verdicts of a cycle on notice are frozen'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION evaluation_finding_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF evaluation_is_frozen((SELECT cycle_id FROM evaluation_verdict
                              WHERE id = coalesce(NEW.verdict_id, OLD.verdict_id))) THEN
        RAISE EXCEPTION 'findings of a cycle on notice are frozen'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE TRIGGER verdict_frozen BEFORE INSERT OR UPDATE OR DELETE ON evaluation_verdict
    FOR EACH ROW EXECUTE FUNCTION evaluation_verdict_guard();
CREATE TRIGGER finding_frozen BEFORE INSERT OR UPDATE OR DELETE ON evaluation_finding
    FOR EACH ROW EXECUTE FUNCTION evaluation_finding_guard();
CREATE TRIGGER notice_entry_frozen BEFORE UPDATE OR DELETE ON evaluation_noticeentry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER notice_entry_frozen ON evaluation_noticeentry;
DROP TRIGGER finding_frozen ON evaluation_finding;
DROP TRIGGER verdict_frozen ON evaluation_verdict;
DROP FUNCTION evaluation_finding_guard();
DROP FUNCTION evaluation_verdict_guard();
DROP FUNCTION evaluation_is_frozen(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial"), ("audit", "0002_chain")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
