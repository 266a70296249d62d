-- An account bears the name of its station beside the code, whoever writes it and whenever the station is
-- renamed; what it was called before stays with the account (accounts/guards.sql). The first trigger comes
-- before post_kept: they fire by their names.

CREATE OR REPLACE FUNCTION communities_name_station() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.station_name := coalesce(
        (SELECT name FROM communities_station WHERE code = NEW.station_code), '');
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION communities_rename_station() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE accounts_user SET station_name = NEW.name WHERE station_code = NEW.code;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER named_by_its_station BEFORE INSERT OR UPDATE OF station_code, station_name
    ON accounts_user FOR EACH ROW EXECUTE FUNCTION communities_name_station();

CREATE OR REPLACE TRIGGER station_names_accounts AFTER INSERT OR UPDATE OF name ON communities_station
    FOR EACH ROW EXECUTE FUNCTION communities_rename_station();
