-- No nomination and no re-review is ever deleted.

CREATE OR REPLACE TRIGGER nomination_no_delete BEFORE DELETE ON evaluation_nomination
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER rereview_kept BEFORE DELETE ON evaluation_rereview
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER nomination_not_emptied BEFORE TRUNCATE ON evaluation_nomination
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER rereview_not_emptied BEFORE TRUNCATE ON evaluation_rereview
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
