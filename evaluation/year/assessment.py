"""The assessment of every community of a cycle at once, in PostgreSQL: written down (`assess`),
held against what is written (`differences`), or asked who qualifies (`qualifying`).

It decides exactly what rules.outcome decides for one community; a test compares the two on
random registries. Where an incident counts, and who is asked for which return, it reads where
everything else reads it: incidents/bearing.sql.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count

from communities.models import Community
from evaluation.year.models import Cycle, Verdict
from evaluation.year.rules import SATISFACTION_PERCENT, Outcome, Policy

# What an assessment computes of a verdict; the other fields are the office's own.
COMPUTED = (
    "code",
    "name",
    "pinyin",
    "kind",
    "township_code",
    "township_name",
    "station_id",
    "outcome",
    "excluded_reason",
    "opened_on",
    "broken",
    "undetermined",
    "missing_months",
    "respondents",
    "satisfied",
)
_COLUMNS = ", ".join(COMPUTED)
_WRITTEN = ", ".join(f"v.{name}" for name in COMPUTED)
_SO = ", ".join(f"now.{name}" for name in COMPUTED)

# Incidents of the period × the places they count in × the finding that stands.
_JUDGED = """
WITH standing AS (
    SELECT DISTINCT ON (d.incident_id) d.incident_id, d.id, d.criterion, d.counts
      FROM incidents_determination d
      JOIN incidents_incident i ON i.id = d.incident_id
     WHERE i.occurred_on BETWEEN %(starts_on)s AND %(ends_on)s
     ORDER BY d.incident_id, d.id DESC
), judged AS (
    SELECT b.community_id, b.incident_id, b.rolled_up, coalesce(c.name, '') AS former,
           s.id AS determination_id, s.criterion,
           coalesce(s.counts, false) AS counts, s.id IS NULL AS undetermined
      FROM incidents_bearing(%(starts_on)s, %(ends_on)s, %(rolls_up)s) b
      LEFT JOIN communities_community c ON c.id = b.former_id
      LEFT JOIN standing s ON s.incident_id = b.incident_id
), found AS (
    SELECT community_id, incident_id, determination_id, criterion, rolled_up, former
      FROM judged WHERE counts
)
"""

# Rows that came in a moment ago, perhaps in this very transaction, are unknown to the planner
# until autovacuum has passed: it takes full tables for empty ones and joins by nested loops,
# minutes instead of a second.
_ANALYZE = """
ANALYZE communities_community, communities_move, incidents_incident, incidents_determination,
        incidents_monthlyreturn, evaluation_survey
"""

# Why the year does not evaluate a community `c`; blank where it does.
_WHY_LEFT_OUT = """
CASE WHEN NOT c.takes_part THEN c.not_taking_part_reason
     WHEN c.closed_on <= %(ends_on)s THEN '已于 ' || c.closed_on || ' 撤并'
     WHEN c.opened_on > %(ends_on)s THEN c.opened_on || ' 才设立'
     WHEN c.opened_on + make_interval(months => %(least_months)s)
          > %(ends_on)s::date + 1 AND %(least_months)s > 0
          THEN c.opened_on || ' 设立，到评选期末不满 ' || %(least_months)s || ' 个月'
     ELSE '' END
"""

# Each community as it would be assessed now.
_NOW = (
    _JUDGED
    + f"""
, tally AS (
    SELECT community_id,
           count(*) FILTER (WHERE counts) AS broken,
           count(*) FILTER (WHERE undetermined) AS undetermined
      FROM judged GROUP BY community_id
), unsigned AS (
    SELECT community_id, count(DISTINCT month) AS months
      FROM incidents_unsigned(%(months)s::date[]) GROUP BY community_id
), looked_at AS (
    SELECT c.id AS community_id, c.code, c.name, c.pinyin, c.kind,
           t.code AS township_code, t.name AS township_name, c.station_id,
           {_WHY_LEFT_OUT} AS excluded_reason,
           CASE WHEN c.opened_on BETWEEN %(starts_on)s AND %(ends_on)s THEN c.opened_on END
               AS opened_on,
           coalesce(tally.broken, 0) AS broken,
           coalesce(tally.undetermined, 0) AS undetermined,
           coalesce(unsigned.months, 0) AS missing_months,
           survey.respondents, survey.satisfied,
           coalesce(100 * survey.satisfied::bigint
                    >= %(satisfaction_percent)s * survey.respondents::bigint, false)
               AS satisfied_enough
      FROM communities_community c
      JOIN communities_township t ON t.id = c.township_id
      LEFT JOIN tally ON tally.community_id = c.id
      LEFT JOIN unsigned ON unsigned.community_id = c.id
      LEFT JOIN evaluation_survey survey
             ON survey.community_id = c.id AND survey.cycle_id = %(cycle)s
)
, now AS (
    SELECT community_id,
           CASE WHEN excluded_reason <> '' THEN %(excluded)s
                WHEN broken > 0 THEN %(disqualified)s
                WHEN undetermined > 0 THEN %(pending)s
                WHEN %(returns_required)s AND missing_months > 0 THEN %(incomplete)s
                WHEN %(satisfaction_required)s AND NOT satisfied_enough THEN %(incomplete)s
                ELSE %(qualified)s END AS outcome,
           {", ".join(name for name in COMPUTED if name != "outcome")}
      FROM looked_at
)
"""
)

_VERDICTS = (
    _NOW
    + f"""
INSERT INTO evaluation_verdict (
    cycle_id, community_id, stands, exemplar, withheld_reason, cleared_reason, {_COLUMNS})
SELECT %(cycle)s, community_id, true, false, '', '', {_COLUMNS}
  FROM now
-- A re-run replaces what is computed and leaves the office's decisions alone.
ON CONFLICT (cycle_id, community_id) WHERE stands DO UPDATE
   SET {", ".join(f"{name} = excluded.{name}" for name in COMPUTED)}
"""
)

_FINDINGS = (
    _JUDGED
    + """
INSERT INTO evaluation_finding (
    verdict_id, incident_id, determination_id, criterion, rolled_up, former)
SELECT v.id, incident_id, determination_id, criterion, rolled_up, former
  FROM found
  JOIN evaluation_verdict v USING (community_id)
 WHERE v.cycle_id = %(cycle)s AND v.stands
"""
)

# Findings that are only among those written down or only among those of now.
_DIFFERENCES = (
    _NOW
    + f"""
, written AS (
    SELECT v.community_id, f.incident_id, f.determination_id, f.criterion, f.rolled_up,
           f.former
      FROM evaluation_finding f JOIN evaluation_verdict v ON v.id = f.verdict_id
     WHERE v.cycle_id = %(cycle)s AND v.stands
), moved AS (
    SELECT community_id FROM (TABLE found EXCEPT TABLE written) AS gained
     UNION
    SELECT community_id FROM (TABLE written EXCEPT TABLE found) AS lost
)
SELECT now.community_id, moved.community_id IS NOT NULL, v.id IS NULL,
       {_WRITTEN}, {_SO}
  FROM now
  LEFT JOIN moved USING (community_id)
  LEFT JOIN evaluation_verdict v
         ON v.community_id = now.community_id AND v.cycle_id = %(cycle)s AND v.stands
 WHERE moved.community_id IS NOT NULL OR v.id IS NULL
    OR ({_WRITTEN}) IS DISTINCT FROM ({_SO})
 ORDER BY now.township_code, now.code
"""
)

_QUALIFYING = (
    _NOW
    + f"""
SELECT community_id, {_COLUMNS}
  FROM now
 WHERE outcome = %(qualified)s AND community_id = ANY(%(places)s)
"""
)


@dataclass(frozen=True)
class Difference:
    """A place that would be assessed otherwise now than it was. `was` is None where it has no
    verdict yet; `fields` are those of a verdict that differ, `findings` among them."""

    community_id: int
    code: str
    name: str
    was: Outcome | None
    now: Outcome
    fields: frozenset[str]


def assess(cycle: Cycle, on: date) -> dict[str, int]:
    """Write the cycle's verdicts and findings anew; returns how many of each outcome. A handful
    of statements whatever the county's size. Call it inside a transaction (actions.assess does).
    A month that is not over by `on` cannot be missing."""
    values = _values(cycle, on)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM evaluation_finding f USING evaluation_verdict v"
            " WHERE f.verdict_id = v.id AND v.cycle_id = %(cycle)s AND v.stands",
            values,
        )
        cursor.execute(_ANALYZE)
        cursor.execute(_VERDICTS, values)
        cursor.execute("ANALYZE evaluation_verdict")
        cursor.execute(_FINDINGS, values)
    return count_outcomes(cycle)


def differences(cycle: Cycle, on: date) -> list[Difference]:
    """Of which places verdict or findings would be otherwise if they were assessed on that day,
    in the order of the list. One query whatever the county's size; it writes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES, _values(cycle, on))
        return [_difference(*row) for row in cursor.fetchall()]


def left_out(cycle: Cycle, community: Community) -> str:
    """Why the year does not evaluate it; blank where it does."""
    asked = f"SELECT {_WHY_LEFT_OUT} FROM communities_community c WHERE id = %(community)s"
    with connection.cursor() as cursor:
        cursor.execute(asked, _values(cycle, cycle.ends_on) | {"community": community.pk})
        (why,) = cursor.fetchone()
    return str(why)


def qualifying(cycle: Cycle, on: date, places: Collection[int]) -> list[Verdict]:
    """Which of these communities would qualify if they were assessed on that day, as verdicts that
    are not saved. One query; it writes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_QUALIFYING, _values(cycle, on) | {"places": list(places)})
        return [
            Verdict(cycle=cycle, community_id=place, **dict(zip(COMPUTED, columns, strict=True)))
            for place, *columns in cursor.fetchall()
        ]


def _difference(community_id: int, moved: bool, new: bool, *columns: Any) -> Difference:
    was = dict(zip(COMPUTED, columns, strict=False))
    now = dict(zip(COMPUTED, columns[len(COMPUTED) :], strict=True))
    fields = {name for name in COMPUTED if was[name] != now[name]}
    return Difference(
        community_id,
        now["code"],
        now["name"],
        None if new else Outcome(was["outcome"]),
        Outcome(now["outcome"]),
        frozenset(fields | {"findings"} if moved else fields),
    )


def count_outcomes(cycle: Cycle) -> dict[str, int]:
    """How many communities have which outcome; every outcome is there, if only with 0."""
    rows = Verdict.objects.filter(cycle=cycle).order_by().values_list("outcome")
    return dict.fromkeys(Outcome.values, 0) | dict(rows.annotate(Count("pk")))


def _values(cycle: Cycle, on: date) -> dict[str, Any]:
    return {
        "cycle": cycle.pk,
        "starts_on": cycle.starts_on,
        "ends_on": cycle.ends_on,
        "months": cycle.months_over(on),
        "rolls_up": cycle.rolls_up,
        "least_months": cycle.least_months,
        "returns_required": cycle.returns_policy == Policy.REQUIRED,
        "satisfaction_required": cycle.satisfaction_policy == Policy.REQUIRED,
        "satisfaction_percent": SATISFACTION_PERCENT,
        **{outcome.value: outcome.value for outcome in Outcome},
    }
