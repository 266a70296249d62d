-- What a title was granted for stays, whatever becomes of it.

CREATE OR REPLACE FUNCTION evaluation_honour_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE TRIGGER honour_frozen BEFORE UPDATE ON evaluation_honour
    FOR EACH ROW EXECUTE FUNCTION evaluation_honour_guard();

CREATE OR REPLACE TRIGGER honour_kept BEFORE DELETE ON evaluation_honour
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER honour_not_emptied BEFORE TRUNCATE ON evaluation_honour
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
