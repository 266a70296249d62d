-- A certificate stays what it was numbered as: its texts are those that it is printed with, save
-- what a correction on record says.

CREATE OR REPLACE FUNCTION plaques_plaque_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.honour_id, OLD.number, OLD.community_name, OLD.title, OLD.issuer, OLD.issued_on)
       IS DISTINCT FROM
       (NEW.honour_id, NEW.number, NEW.community_name, NEW.title, NEW.issuer, NEW.issued_on)
       AND NOT is_corrected('plaques.plaque', to_jsonb(OLD), to_jsonb(NEW))
    THEN
        RAISE EXCEPTION 'a certificate keeps its number and its words'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER plaque_frozen BEFORE UPDATE ON plaques_plaque
    FOR EACH ROW EXECUTE FUNCTION plaques_plaque_guard();

CREATE OR REPLACE TRIGGER plaque_kept BEFORE DELETE OR TRUNCATE ON plaques_plaque
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Of a step on its way only what a correction on record says.
CREATE OR REPLACE FUNCTION plaques_custody_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD IS DISTINCT FROM NEW
       AND NOT is_corrected('plaques.custodystep', to_jsonb(OLD), to_jsonb(NEW))
    THEN
        RAISE EXCEPTION 'a step of custody stays as it was put on record'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER custody_step_frozen BEFORE UPDATE ON plaques_custodystep
    FOR EACH ROW EXECUTE FUNCTION plaques_custody_guard();

CREATE OR REPLACE TRIGGER custody_step_kept BEFORE DELETE ON plaques_custodystep
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER custody_step_not_emptied BEFORE TRUNCATE ON plaques_custodystep
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
