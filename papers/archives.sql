-- What was handed to the record office stays as it was.

CREATE OR REPLACE FUNCTION papers_archive_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.sha256 <> '' THEN
        RAISE EXCEPTION 'archives that were made stay as they are'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER archive_stays BEFORE UPDATE OR DELETE ON papers_archive
    FOR EACH ROW EXECUTE FUNCTION papers_archive_guard();
