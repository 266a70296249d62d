"""What the database itself holds to since then: lines of a list are added all at once and have the
hash of their notice; what a title was granted for stays, as do the steps of a year; no year goes
back behind its notice; and none of these tables is emptied."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION evaluation_list_hash(of_notice bigint) RETURNS text LANGUAGE sql STABLE AS $$
    -- Of the canonical list, as evaluation/notice/canonical.py writes it.
    SELECT encode(sha256(convert_to(
        'wufaan-list-1' || E'\\t' || c.year || E'\\n' || string_agg(
            concat_ws(E'\\t', e.position, e.code, e.kind, e.name, e.township_name,
                      CASE WHEN e.exemplar THEN '*' ELSE '' END) || E'\\n',
            '' ORDER BY e.position), 'UTF8')), 'hex')
      FROM evaluation_noticeentry e
      JOIN evaluation_notice n ON n.id = e.notice_id
      JOIN evaluation_cycle c ON c.id = n.cycle_id
     WHERE e.notice_id = of_notice
     GROUP BY c.year
$$;

CREATE FUNCTION evaluation_list_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM evaluation_notice n
                WHERE n.id IN (SELECT notice_id FROM added)
                  AND n.sha256 IS DISTINCT FROM evaluation_list_hash(n.id))
    THEN
        RAISE EXCEPTION 'these lines do not make the list whose hash the notice bears'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION evaluation_honour_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.community_id, OLD.level, OLD.year, OLD.cycle_id, OLD.name, OLD.kind,
        OLD.township_code, OLD.township_name, OLD.exemplar, OLD.granted_on, OLD.document_number)
       IS DISTINCT FROM
       (NEW.community_id, NEW.level, NEW.year, NEW.cycle_id, NEW.name, NEW.kind,
        NEW.township_code, NEW.township_name, NEW.exemplar, NEW.granted_on, NEW.document_number)
    THEN
        RAISE EXCEPTION 'a title stays what it was granted as, save that it may end'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION evaluation_cycle_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.year <> NEW.year
       OR (OLD.state NOT IN ('open', 'assessed') AND NEW.state IN ('open', 'assessed'))
       OR (OLD.state IN ('approved', 'published') AND NEW.state NOT IN ('approved', 'published'))
       OR (OLD.state = 'published' AND NEW.state <> 'published')
    THEN
        RAISE EXCEPTION 'a year does not go back behind its notice, approval or publication'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER notice_entry_fits AFTER INSERT ON evaluation_noticeentry
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION evaluation_list_guard();
CREATE TRIGGER honour_frozen BEFORE UPDATE ON evaluation_honour
    FOR EACH ROW EXECUTE FUNCTION evaluation_honour_guard();
CREATE TRIGGER honour_kept BEFORE DELETE ON evaluation_honour
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cycle_never_back BEFORE UPDATE ON evaluation_cycle
    FOR EACH ROW EXECUTE FUNCTION evaluation_cycle_guard();
CREATE TRIGGER cycle_step_no_change BEFORE UPDATE OR DELETE ON evaluation_cyclestep
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER cycle_step_no_change ON evaluation_cyclestep;
DROP TRIGGER cycle_never_back ON evaluation_cycle;
DROP TRIGGER honour_kept ON evaluation_honour;
DROP TRIGGER honour_frozen ON evaluation_honour;
DROP TRIGGER notice_entry_fits ON evaluation_noticeentry;
DROP FUNCTION evaluation_cycle_guard();
DROP FUNCTION evaluation_honour_guard();
DROP FUNCTION evaluation_list_guard();
DROP FUNCTION evaluation_list_hash(bigint);
"""

NEVER_EMPTIED = [
    "cyclestep",
    "finding",
    "honour",
    "nomination",
    "noticecorrection",
    "noticeentry",
    "objection",
    "rereview",
    "verdict",
]


def _never_emptied(table: str) -> migrations.RunSQL:
    """The refusals of DELETE do not see a TRUNCATE."""
    name, table = f"{table}_not_emptied", f"evaluation_{table}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0010_history"), ("audit", "0002_chain")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *[_never_emptied(table) for table in NEVER_EMPTIED],
    ]
