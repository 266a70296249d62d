-- What a station was asked stays as it was; it replies once. Words are cleared as personal data.

CREATE OR REPLACE FUNCTION evaluation_inquiry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    cleared CONSTANT text := '（已按个人信息保护要求清除）';
    reply_fields CONSTANT text[] := '{reply,replied_by_id,replied_at}';
    may_change text[] := '{}';
BEGIN
    IF NEW.question = cleared THEN may_change := may_change || '{question}'::text[]; END IF;
    IF OLD.replied_at IS NULL THEN may_change := may_change || reply_fields;
    ELSIF NEW.reply = cleared THEN may_change := may_change || '{reply}'::text[]; END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may_change <> to_jsonb(OLD) - may_change
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
