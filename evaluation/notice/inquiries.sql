-- What a station was asked stays as it was; it replies once.

CREATE OR REPLACE FUNCTION evaluation_inquiry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.replied_at IS NOT NULL
       OR to_jsonb(NEW) - '{reply,replied_by_id,replied_at}'::text[]
          <> to_jsonb(OLD) - '{reply,replied_by_id,replied_at}'::text[]
    THEN
        RAISE EXCEPTION 'a station replies once, to what it was asked'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER inquiry_kept BEFORE UPDATE OR DELETE ON evaluation_inquiry
    FOR EACH ROW EXECUTE FUNCTION evaluation_inquiry_guard();

CREATE OR REPLACE TRIGGER inquiry_not_emptied BEFORE TRUNCATE ON evaluation_inquiry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
