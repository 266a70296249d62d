-- The chain itself: numbering, linking, hashing and the refusal of change.

CREATE OR REPLACE FUNCTION audit_event_hash(
    sequence bigint, at timestamptz, actor text, verb text, subject text, data jsonb,
    previous_hash text
) RETURNS text LANGUAGE sql STABLE AS $$
    -- A JSON array keeps the boundaries between fields; the instant is written in UTC whatever
    -- the session's time zone is.
    SELECT encode(sha256(convert_to(jsonb_build_array(
        sequence, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        actor, verb, subject, data, previous_hash)::text, 'UTF8')), 'hex')
$$;

CREATE OR REPLACE FUNCTION audit_event_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_sequence bigint;
    last_hash text;
BEGIN
    -- One writer at a time, until its transaction ends: a chain has no branches.
    PERFORM pg_advisory_xact_lock(hashtext('audit_event'));
    SELECT sequence, hash INTO last_sequence, last_hash
      FROM audit_event ORDER BY sequence DESC LIMIT 1;
    NEW.sequence := coalesce(last_sequence, 0) + 1;
    NEW.at := clock_timestamp();
    NEW.previous_hash := coalesce(last_hash, repeat('0', 64));
    NEW.hash := audit_event_hash(
        NEW.sequence, NEW.at, NEW.actor, NEW.verb, NEW.subject, NEW.data, NEW.previous_hash);
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER audit_event_append BEFORE INSERT ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_append();

-- Shared by every table whose rows must stay as they were written.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: rows stay as they were written', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE OR REPLACE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- For the guards of others: whether what is different between these two versions of a row is what a
-- correction on record says, with the value of before.
CREATE OR REPLACE FUNCTION is_corrected(model text, was jsonb, now jsonb)
RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH changed AS (
        SELECT jsonb_object_agg(key, value) AS before, jsonb_object_agg(key, now -> key) AS after
          FROM jsonb_each(was) WHERE value IS DISTINCT FROM now -> key
    )
    SELECT EXISTS (SELECT FROM audit_event e, changed c
                    WHERE e.subject = model || ':' || (was ->> 'id') AND e.verb = 'corrected'
                      AND e.data -> 'before' = c.before AND e.data -> 'after' = c.after)
$$;
