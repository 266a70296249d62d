-- Of what a station asked about a finding nothing is ever taken back; once it is answered, what it
-- and the answer say may only be cleared.
CREATE OR REPLACE FUNCTION reconsideration_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    cleared CONSTANT text := '（已按个人信息保护要求清除）';
BEGIN
    IF (NEW.determination_id, NEW.by_id, NEW.at) IS DISTINCT FROM (OLD.determination_id, OLD.by_id, OLD.at)
       OR NEW.reason NOT IN (OLD.reason, cleared)
       OR OLD.state <> 'waiting' AND (
           (NEW.state, NEW.answered_by_id, NEW.answered_at)
           IS DISTINCT FROM (OLD.state, OLD.answered_by_id, OLD.answered_at)
           OR NEW.answer NOT IN (OLD.answer, cleared)
       ) THEN
        RAISE EXCEPTION 'What was asked about a finding, and the answer, are never changed.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER reconsideration_no_delete BEFORE DELETE ON incidents_reconsideration
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER reconsideration_no_change BEFORE UPDATE ON incidents_reconsideration
    FOR EACH ROW EXECUTE FUNCTION reconsideration_stays();
