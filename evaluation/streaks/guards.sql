-- What a title was granted for stays, whatever becomes of it; what it is called by, and the document
-- that named it, only change as a correction on record says. What has ended
-- stays ended as it did, unless it is reinstated or its document was put on record wrongly.

CREATE OR REPLACE FUNCTION evaluation_honour_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.community_id, OLD.level, OLD.year, OLD.cycle_id, OLD.kind)
       IS DISTINCT FROM (NEW.community_id, NEW.level, NEW.year, NEW.cycle_id, NEW.kind)
       OR (OLD.name, OLD.township_code, OLD.township_name, OLD.exemplar,
           OLD.granted_on, OLD.document_number, OLD.issuer)
       IS DISTINCT FROM
       (NEW.name, NEW.township_code, NEW.township_name, NEW.exemplar,
        NEW.granted_on, NEW.document_number, NEW.issuer)
       AND NOT is_corrected('evaluation.honour', to_jsonb(OLD), to_jsonb(NEW))
    THEN
        RAISE EXCEPTION 'a title stays what it was granted as, save that it may end'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'standing'
       AND (OLD.state, OLD.ended_on, OLD.end_reason, OLD.end_document, OLD.fell_with_id)
       IS DISTINCT FROM
       (NEW.state, NEW.ended_on, NEW.end_reason, NEW.end_document, NEW.fell_with_id)
       AND NOT is_corrected('evaluation.honour', to_jsonb(OLD), to_jsonb(NEW))
       AND NOT (NEW.state = 'standing' AND EXISTS (
           SELECT FROM evaluation_reinstatement r
            WHERE r.honour_id = OLD.id AND r.state = 'decided'
              AND (r.ended_as, r.ended_on, r.end_reason, r.end_document)
                = (OLD.state, OLD.ended_on, OLD.end_reason, OLD.end_document)))
    THEN
        RAISE EXCEPTION 'a title that has ended stands again only by a reinstatement'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER honour_frozen BEFORE UPDATE ON evaluation_honour
    FOR EACH ROW EXECUTE FUNCTION evaluation_honour_guard();

CREATE OR REPLACE TRIGGER honour_kept BEFORE DELETE ON evaluation_honour
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER honour_not_emptied BEFORE TRUNCATE ON evaluation_honour
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
