-- Where an incident bears: in its place, in what that became part of or what was split from it by
-- the end of the year, and, where the year rolls up, in the village around each of them. `first` and
-- `last` are the year's period; `only_these`, if given, the incidents that are asked about.
-- `rolled_up`: it happened in a compound inside; `former_id`: in a place whose cases this one took
-- over, or around which it lay then.
CREATE OR REPLACE FUNCTION incidents_bearing(
    first date, last date, rolls_up boolean, only_these bigint[] DEFAULT NULL
) RETURNS TABLE (incident_id bigint, community_id bigint, rolled_up boolean, former_id bigint)
LANGUAGE sql STABLE ROWS 10000 AS $$
WITH RECURSIVE reached AS (
    SELECT i.id, i.community_id, i.occurred_on AS day, false AS rolled_up,
           NULL::bigint AS former_id
      FROM incidents_incident i
     WHERE i.occurred_on BETWEEN first AND last AND i.state <> 'withdrawn'
       AND (only_these IS NULL OR i.id = ANY (only_these))
    UNION
    SELECT r.id, l.onto_id, greatest(r.day, l.since), r.rolled_up OR l.around,
           coalesce(r.former_id, CASE WHEN NOT l.around THEN l.community_id END)
      FROM reached r JOIN communities_link l ON l.community_id = r.community_id
     WHERE r.day < l.before AND l.since <= last AND (rolls_up OR NOT l.around)
)
SELECT r.id, r.community_id, bool_and(r.rolled_up),
       CASE WHEN bool_and(r.former_id IS NOT NULL) THEN min(r.former_id) END
  FROM reached r GROUP BY r.id, r.community_id
$$;

-- Months for which no return was signed by a station that was responsible for a place on some day of
-- them, while it was there.
CREATE OR REPLACE FUNCTION incidents_unsigned(months date[])
RETURNS TABLE (community_id bigint, station_id bigint, month date)
LANGUAGE sql STABLE ROWS 10000 AS $$
SELECT s.community_id, s.station_id, m.month
  FROM communities_station station
 CROSS JOIN unnest(months) m (month)
  JOIN communities_spell s ON s.station_id = station.id
   AND s.before > m.month AND s.since < m.month + interval '1 month'
  JOIN communities_community c ON c.id = s.community_id
   AND (c.closed_on IS NULL OR c.closed_on > m.month)
 WHERE NOT EXISTS (SELECT FROM incidents_monthlyreturn r
                    WHERE r.station_id = station.id AND r.month = m.month)
$$;
