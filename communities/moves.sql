-- What travels with a place. A spell is a time in which it lay in one village and belonged to one
-- station: from `since`, before `before`.

CREATE OR REPLACE VIEW communities_spell AS
SELECT community_id, parent_id, station_id,
       coalesce(lag(moved_on) OVER (PARTITION BY community_id ORDER BY moved_on), '-infinity'::date)
           AS since,
       moved_on AS before
  FROM communities_move
 UNION ALL
SELECT c.id, c.parent_id, c.station_id,
       coalesce((SELECT max(m.moved_on) FROM communities_move m WHERE m.community_id = c.id),
                '-infinity'::date),
       'infinity'::date
  FROM communities_community c;

-- To which other place goes what happened in one: to what it became part of, to what was split from
-- it later, and (`around`) to the village in which it lay then. What is here before `before` is
-- there from `since` on.
CREATE OR REPLACE VIEW communities_link AS
SELECT id AS community_id, successor_id AS onto_id, closed_on AS since,
       'infinity'::date AS before, false AS around
  FROM communities_community WHERE successor_id IS NOT NULL
 UNION ALL
SELECT split_from_id, id, opened_on, opened_on, false
  FROM communities_community WHERE split_from_id IS NOT NULL
 UNION ALL
SELECT community_id, parent_id, since, before, true
  FROM communities_spell WHERE parent_id IS NOT NULL;

-- Where a place lay and what it was called by stays as it was put on record.
CREATE OR REPLACE TRIGGER move_no_change BEFORE UPDATE OR DELETE ON communities_move
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER former_code_no_change BEFORE UPDATE OR DELETE ON communities_formercode
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
