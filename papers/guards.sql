-- Nothing is deleted, and what was made stays as it was sent.

CREATE OR REPLACE FUNCTION papers_paper_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'made' THEN
        RAISE EXCEPTION 'papers that were made stay as they are'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER paper_stays BEFORE UPDATE OR DELETE ON papers_paper
    FOR EACH ROW EXECUTE FUNCTION papers_paper_guard();
