-- Evidence may be withdrawn; the row and what it says of the file stay.

CREATE OR REPLACE TRIGGER evidence_no_delete BEFORE DELETE ON communities_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER work_record_no_delete BEFORE DELETE ON communities_workrecord
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER evidence_file_stays BEFORE UPDATE ON communities_evidence
    FOR EACH ROW WHEN (
        (old.record_id, old.file, old.name, old.size, old.sha256, old.added_on, old.added_by_id)
        IS DISTINCT FROM
        (new.record_id, new.file, new.name, new.size, new.sha256, new.added_on, new.added_by_id)
    )
    EXECUTE FUNCTION refuse_change();
