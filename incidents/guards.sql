-- Incidents never disappear; of a finding nothing may change but its reason, into the words that
-- say it was cleared.

CREATE OR REPLACE FUNCTION only_clear_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reason <> '（已按个人信息保护要求清除）'
       OR to_jsonb(NEW) - 'reason' <> to_jsonb(OLD) - 'reason' THEN
        RAISE EXCEPTION 'A determination is never changed; its reason may only be cleared.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER incident_no_delete BEFORE DELETE ON incidents_incident
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER determination_no_delete BEFORE DELETE ON incidents_determination
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER determination_no_change BEFORE UPDATE ON incidents_determination
    FOR EACH ROW EXECUTE FUNCTION only_clear_reason();
