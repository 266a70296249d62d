-- Post and station are dated facts: the ones of before are kept with the account, whoever changes
-- them, and nobody changes what is kept.

CREATE OR REPLACE FUNCTION accounts_keep_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.former_posts := OLD.former_posts;
    -- A station that had no name yet and gets one is the same.
    IF (OLD.display_name, OLD.station_code) IS DISTINCT FROM (NEW.display_name, NEW.station_code)
       OR OLD.station_name NOT IN ('', NEW.station_name)
    THEN
        NEW.former_posts := OLD.former_posts || jsonb_build_array(jsonb_build_object(
            'display_name', OLD.display_name, 'station_code', OLD.station_code,
            'station_name', OLD.station_name, 'until', clock_timestamp()));
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER post_kept BEFORE UPDATE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION accounts_keep_post();
