-- Of a reinstatement only the decision is still to come; what is decided stays, save what a
-- correction on record says.

CREATE OR REPLACE FUNCTION evaluation_reinstatement_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state <> 'proposed' OR
       (OLD.honour_id, OLD.ended_as, OLD.ended_on, OLD.end_reason, OLD.end_document,
        OLD.document_number, OLD.document_date, OLD.reason, OLD.proposed_by_id, OLD.proposed_on,
        OLD.proposed_at)
       IS DISTINCT FROM
       (NEW.honour_id, NEW.ended_as, NEW.ended_on, NEW.end_reason, NEW.end_document,
        NEW.document_number, NEW.document_date, NEW.reason, NEW.proposed_by_id, NEW.proposed_on,
        NEW.proposed_at))
       AND NOT is_corrected('evaluation.reinstatement', to_jsonb(OLD), to_jsonb(NEW))
    THEN
        RAISE EXCEPTION 'a reinstatement stays as it was proposed and decided'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER reinstatement_frozen BEFORE UPDATE ON evaluation_reinstatement
    FOR EACH ROW EXECUTE FUNCTION evaluation_reinstatement_guard();

CREATE OR REPLACE TRIGGER reinstatement_kept BEFORE DELETE OR TRUNCATE ON evaluation_reinstatement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
