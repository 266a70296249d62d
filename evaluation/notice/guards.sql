-- What is published is never rewritten: of a notice only its last day may move, and only later; it may
-- be approved, or become void instead, each once. The lines of a list are added all at once and have
-- the hash of their notice.

CREATE OR REPLACE FUNCTION evaluation_list_hash(of_notice bigint) RETURNS text LANGUAGE sql STABLE AS $$
    -- Of the canonical list, as evaluation/notice/canonical.py writes it.
    SELECT encode(sha256(convert_to(
        'wufaan-list-1' || E'\t' || c.year || E'\n' || string_agg(
            concat_ws(E'\t', e.position, e.code, e.kind, e.name, e.township_name,
                      CASE WHEN e.exemplar THEN '*' ELSE '' END) || E'\n',
            '' ORDER BY e.position), 'UTF8')), 'hex')
      FROM evaluation_noticeentry e
      JOIN evaluation_notice n ON n.id = e.notice_id
      JOIN evaluation_cycle c ON c.id = n.cycle_id
     WHERE e.notice_id = of_notice
     GROUP BY c.year
$$;

CREATE OR REPLACE FUNCTION evaluation_list_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM evaluation_notice n
                WHERE n.id IN (SELECT notice_id FROM added)
                  AND n.sha256 IS DISTINCT FROM evaluation_list_hash(n.id))
    THEN
        RAISE EXCEPTION 'these lines do not make the list whose hash the notice bears'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION evaluation_notice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.ends_on < OLD.ends_on OR
       (OLD.cycle_id, OLD.position, OLD.is_supplementary, OLD.number, OLD.title, OLD.issuer,
        OLD.approval_basis, OLD.channels, OLD.starts_on, OLD.sha256)
       IS DISTINCT FROM
       (NEW.cycle_id, NEW.position, NEW.is_supplementary, NEW.number, NEW.title, NEW.issuer,
        NEW.approval_basis, NEW.channels, NEW.starts_on, NEW.sha256)
       OR (OLD.void_on IS NOT NULL AND (OLD.void_on, OLD.void_reason, OLD.void_by_id, OLD.void_at)
           IS DISTINCT FROM (NEW.void_on, NEW.void_reason, NEW.void_by_id, NEW.void_at))
       OR (OLD.void_on IS NULL AND NEW.void_on IS NOT NULL
           AND EXISTS (SELECT FROM evaluation_cycle c
                        WHERE c.id = OLD.main_of_id AND c.state IN ('approved', 'published')))
       OR (OLD.approved_on IS NOT NULL AND NEW.approved_on IS DISTINCT FROM OLD.approved_on)
    THEN
        RAISE EXCEPTION 'a published notice stays as it is, save that it may run longer or be void'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER notice_frozen BEFORE UPDATE OR DELETE ON evaluation_notice
    FOR EACH ROW EXECUTE FUNCTION evaluation_notice_guard();

CREATE OR REPLACE TRIGGER notice_entry_frozen BEFORE UPDATE OR DELETE ON evaluation_noticeentry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER notice_entry_fits AFTER INSERT ON evaluation_noticeentry
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION evaluation_list_guard();

CREATE OR REPLACE TRIGGER notice_correction_kept BEFORE UPDATE OR DELETE ON evaluation_noticecorrection
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER notice_draft_kept BEFORE DELETE ON evaluation_noticedraft
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER objection_kept BEFORE DELETE ON evaluation_objection
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER noticeentry_not_emptied BEFORE TRUNCATE ON evaluation_noticeentry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER noticecorrection_not_emptied BEFORE TRUNCATE ON evaluation_noticecorrection
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER objection_not_emptied BEFORE TRUNCATE ON evaluation_objection
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
