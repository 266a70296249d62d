-- An answer that was followed by another stays as it was.

CREATE OR REPLACE TRIGGER former_answer_kept BEFORE UPDATE OR DELETE ON evaluation_formeranswer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER formeranswer_not_emptied BEFORE TRUNCATE ON evaluation_formeranswer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
