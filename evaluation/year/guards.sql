-- Once the notice is out, what it rests on stays: verdicts and findings. What comes right afterwards
-- gets a verdict of its own, with its supplementary notice and before that notice's list is fixed. The
-- steps of a year stay, and no year goes back behind its approval or publication, nor behind its
-- notice unless that is void.

CREATE OR REPLACE FUNCTION evaluation_is_frozen(cycle bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT state NOT IN ('open', 'assessed') FROM evaluation_cycle WHERE id = cycle
$$;

CREATE OR REPLACE FUNCTION evaluation_is_being_fixed(notice bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT notice IS NOT NULL
           AND NOT EXISTS (SELECT FROM evaluation_noticeentry e WHERE e.notice_id = notice)
$$;

CREATE OR REPLACE FUNCTION evaluation_verdict_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_OP = 'INSERT' OR
       (OLD.cycle_id, OLD.community_id, OLD.code, OLD.name, OLD.kind, OLD.township_code,
        OLD.township_name, OLD.pinyin, OLD.station_id, OLD.outcome, OLD.excluded_reason,
        OLD.broken, OLD.undetermined, OLD.missing_months, OLD.respondents, OLD.satisfied,
        OLD.notice_id, OLD.opened_on)
       IS DISTINCT FROM
       (NEW.cycle_id, NEW.community_id, NEW.code, NEW.name, NEW.kind, NEW.township_code,
        NEW.township_name, NEW.pinyin, NEW.station_id, NEW.outcome, NEW.excluded_reason,
        NEW.broken, NEW.undetermined, NEW.missing_months, NEW.respondents, NEW.satisfied,
        NEW.notice_id, NEW.opened_on)
    THEN
        IF (evaluation_is_frozen(coalesce(NEW.cycle_id, OLD.cycle_id)) OR OLD.notice_id IS NOT NULL)
           AND NOT (TG_OP = 'INSERT' AND evaluation_is_being_fixed(NEW.notice_id))
        THEN
            RAISE EXCEPTION 'verdicts of a cycle on notice are frozen'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION evaluation_finding_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF evaluation_is_frozen((SELECT cycle_id FROM evaluation_verdict
                              WHERE id = coalesce(NEW.verdict_id, OLD.verdict_id))) THEN
        RAISE EXCEPTION 'findings of a cycle on notice are frozen'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION evaluation_cycle_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.year <> NEW.year
       OR (OLD.state NOT IN ('open', 'assessed') AND NEW.state = 'open')
       OR (OLD.state NOT IN ('open', 'assessed') AND NEW.state = 'assessed'
           AND EXISTS (SELECT FROM evaluation_notice n WHERE n.main_of_id = NEW.id))
       OR (OLD.state IN ('approved', 'published') AND NEW.state NOT IN ('approved', 'published'))
       OR (OLD.state = 'published' AND NEW.state <> 'published')
    THEN
        RAISE EXCEPTION 'a year does not go back behind its notice, approval or publication'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER verdict_frozen BEFORE INSERT OR UPDATE OR DELETE ON evaluation_verdict
    FOR EACH ROW EXECUTE FUNCTION evaluation_verdict_guard();

CREATE OR REPLACE TRIGGER finding_frozen BEFORE INSERT OR UPDATE OR DELETE ON evaluation_finding
    FOR EACH ROW EXECUTE FUNCTION evaluation_finding_guard();

CREATE OR REPLACE TRIGGER cycle_never_back BEFORE UPDATE ON evaluation_cycle
    FOR EACH ROW EXECUTE FUNCTION evaluation_cycle_guard();

CREATE OR REPLACE TRIGGER cycle_step_no_change BEFORE UPDATE OR DELETE ON evaluation_cyclestep
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The refusals of DELETE do not see a TRUNCATE.
CREATE OR REPLACE TRIGGER verdict_not_emptied BEFORE TRUNCATE ON evaluation_verdict
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER finding_not_emptied BEFORE TRUNCATE ON evaluation_finding
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE TRIGGER cyclestep_not_emptied BEFORE TRUNCATE ON evaluation_cyclestep
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
