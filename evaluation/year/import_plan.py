"""Bringing a file of surveys into the database: everything or nothing, and a number of queries
that does not depend on the number of rows."""

from collections import defaultdict

from django.db import transaction

from accounts.models import User
from communities.models import Community
from evaluation.year.actions.surveys import check_figures, check_may_survey, record_surveys
from evaluation.year.models import Cycle, Survey
from wufaan.errors import DomainError
from wufaan.sheets.reading import Row, Table
from wufaan.sheets.results import Change, ImportResult, Outcome, Plan, RowResult, shown

_HEADERS = {"respondents": "受访人数", "satisfied": "满意人数"}


@transaction.atomic
def import_surveys(*, table: Table, by: User) -> ImportResult:
    """Put surveys on record, in place of earlier ones. A row without figures says nothing."""
    plan = plan_import(table=table, by=by)
    plan.write()
    return plan.result


def plan_import(*, table: Table, by: User) -> Plan:
    """What `import_surveys` would do. Needs a transaction: the years stay as they are."""
    codes = {row["community_code"] for row in table.rows}
    communities = {c.code: c for c in Community.objects.filter(code__in=codes)}
    years = {row["year"] for row in table.rows if row["year"]}
    cycles = {c.year: c for c in Cycle.objects.filter(year__in=years).select_for_update()}
    _check(table, communities, cycles)
    known = _known(communities, cycles)
    rows = [_result(row, communities[row["community_code"]], known) for row in table.sound_rows()]
    result = ImportResult(rows)
    table.check(rest=result, name=lambda row: _name(communities.get(row["community_code"]), row))
    changing = {r.number for r in rows if r.outcome != Outcome.UNCHANGED}
    brought = [row for row in table.rows if row.number in changing]
    return Plan(result, lambda: _write(brought, communities, cycles, by))


def _check(table: Table, communities: dict[str, Community], cycles: dict[int, Cycle]) -> None:
    first: dict[tuple, Row] = {}
    for row in table.rows:
        code, year = row["community_code"], row["year"]
        if code and code not in communities:
            table.refuse(row, "community_code", f"没有代码为 {code} 的小区（村社）。")
        if year and year not in cycles:
            table.refuse(row, "year", f"还没有建立 {year} 年度。请先在“评选年度”页建立。")
        if first.setdefault((code, year), row) is not row:
            table.refuse(row, "community_code", f"与第 {first[code, year].number} 行重复。")
        if row.number not in table.wrong and not _is_blank(row):
            _check_rules(row, communities[code], cycles[year], table)


def _check_rules(row: Row, community: Community, cycle: Cycle, table: Table) -> None:
    for name in _HEADERS:
        if row[name] is None:
            table.refuse(row, name, "受访人数和满意人数要么都填，要么都不填。")
            return
    try:
        check_may_survey(cycle)
        check_figures(community, row["respondents"], row["satisfied"])
    except DomainError as error:
        table.refuse(row, error.field, str(error))


def _is_blank(row: Row) -> bool:
    return row["respondents"] is None and row["satisfied"] is None


def _known(communities: dict, cycles: dict) -> dict[tuple, Survey]:
    places = [community.pk for community in communities.values()]
    found = Survey.objects.filter(community__in=places, cycle__in=cycles.values())
    by_year = {cycle.pk: year for year, cycle in cycles.items()}
    return {(survey.community_id, by_year[survey.cycle_id]): survey for survey in found}


def _result(row: Row, community: Community, known: dict[tuple, Survey]) -> RowResult:
    there, name = known.get((community.pk, row["year"])), _name(community, row)
    if _is_blank(row):
        return RowResult(row.number, Outcome.UNCHANGED, name)
    if there is None:
        told = f"受访 {row['respondents']} 人，满意 {row['satisfied']} 人"
        return RowResult(row.number, Outcome.NEW, name, note=told)
    changes = [
        Change(header, shown(getattr(there, field)), shown(row[field]))
        for field, header in _HEADERS.items()
        if getattr(there, field) != row[field]
    ]
    outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
    return RowResult(row.number, outcome, name, changes)


def _name(community: Community | None, row: Row) -> str:
    """What a row is about, as far as it can be read."""
    parts = (community.name if community else row["community_code"], row["year"])
    return " ".join(str(part) for part in parts if part)


def _write(rows: list[Row], communities: dict, cycles: dict, by: User) -> None:
    by_year = defaultdict(list)
    for row in rows:
        place = communities[row["community_code"]]
        by_year[row["year"]].append((place, row["respondents"], row["satisfied"]))
    for year, surveys in by_year.items():
        record_surveys(cycle=cycles[year], surveys=surveys, by=by)
