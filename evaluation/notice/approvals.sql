-- What lists rested on when they were approved stays as it was signed.

CREATE OR REPLACE TRIGGER signed_basis_kept BEFORE UPDATE OR DELETE ON evaluation_signedbasis
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER signedbasis_not_emptied BEFORE TRUNCATE ON evaluation_signedbasis
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
