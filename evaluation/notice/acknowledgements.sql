-- What was acknowledged stays as it was; it goes along with the notice once that is published.
CREATE OR REPLACE FUNCTION evaluation_acknowledgement_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.notice_id IS NOT NULL
       OR (to_jsonb(OLD) - 'notice_id') IS DISTINCT FROM (to_jsonb(NEW) - 'notice_id')
    THEN
        RAISE EXCEPTION 'what was acknowledged stays as it was' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER acknowledgement_kept BEFORE UPDATE OR DELETE ON evaluation_acknowledgement
    FOR EACH ROW EXECUTE FUNCTION evaluation_acknowledgement_guard();

CREATE OR REPLACE TRIGGER acknowledgement_not_emptied BEFORE TRUNCATE ON evaluation_acknowledgement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
