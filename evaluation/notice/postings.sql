-- What shows that a notice hung somewhere may be withdrawn; the row and what it says of the file stay.

CREATE OR REPLACE TRIGGER posting_no_delete BEFORE DELETE ON evaluation_posting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER posting_file_stays BEFORE UPDATE ON evaluation_posting
    FOR EACH ROW WHEN (
        (old.notice_id, old.community_id, old.place, old.posted_on, old.file, old.name, old.size,
         old.sha256, old.added_on, old.added_by_id)
        IS DISTINCT FROM
        (new.notice_id, new.community_id, new.place, new.posted_on, new.file, new.name, new.size,
         new.sha256, new.added_on, new.added_by_id)
    )
    EXECUTE FUNCTION refuse_change();
