-- A note stays as it was written, save that its words are cleared as personal data.

CREATE OR REPLACE FUNCTION notes_note_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.text <> '（已按个人信息保护要求清除）'
       OR to_jsonb(NEW) - 'text' <> to_jsonb(OLD) - 'text'
    THEN
        RAISE EXCEPTION 'a note stays as it was written, save that its words are cleared'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER note_kept BEFORE UPDATE OR DELETE ON notes_note
    FOR EACH ROW EXECUTE FUNCTION notes_note_guard();

CREATE OR REPLACE TRIGGER notes_not_emptied BEFORE TRUNCATE ON notes_note
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
