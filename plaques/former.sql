-- What was printed before a correction stays.

CREATE OR REPLACE TRIGGER former_certificate_stays BEFORE UPDATE OR DELETE OR TRUNCATE
    ON plaques_formercertificate FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
