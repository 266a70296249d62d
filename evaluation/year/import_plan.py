"""A file of surveys, a row a community and year. A row without figures says nothing."""

from collections import defaultdict
from collections.abc import Iterator

from communities.models import Community
from communities.place_plan import PlaceImport
from evaluation.year.actions.surveys import check_figures, record_surveys
from evaluation.year.models import Cycle, Survey
from evaluation.year.obstacles import of_surveying
from evaluation.year.resources import SurveyResource
from wufaan.errors import DomainError, refusals
from wufaan.obstacles import refuse
from wufaan.sheets.planning import Told
from wufaan.sheets.reading import Row
from wufaan.sheets.results import Outcome

_FIGURES = ("respondents", "satisfied")


class SurveyImport(PlaceImport[Survey]):
    resource = SurveyResource
    lock = "import surveys"
    key = ("community_code", "year")
    repeated_at = "community_code"

    def load(self) -> None:
        self.find_places(Community.objects.all())
        years = {row["year"] for row in self.table.rows if row["year"]}
        found = Cycle.objects.filter(year__in=years).select_for_update()
        self.cycles = {cycle.year: cycle for cycle in found}
        there = Survey.objects.filter(
            community__in=self.communities.values(), cycle__in=self.cycles.values()
        )
        self.surveys = {(survey.community_id, survey.cycle_id): survey for survey in there}

    def check(self, row: Row) -> Iterator[DomainError]:
        yield from super().check(row)
        year = row["year"]
        if year and year not in self.cycles:
            reason = f"还没有建立 {year} 年度。请先在“评选年度”页建立。"
            yield DomainError(reason, field="year")

    def readable(self) -> list[Row]:
        return self.table.sound_rows()

    def tell(self, row: Row) -> Told[Survey]:
        community, cycle = self.communities[row["community_code"]], self.cycles[row["year"]]
        there = self.surveys.get((community.pk, cycle.pk))
        survey = there or Survey(community=community, cycle=cycle)
        figures = {name: row[name] for name in _FIGURES}
        says_nothing = set(figures.values()) == {None}
        return self.compare(row, survey, {} if says_nothing else figures)

    def object_to(self, told: Told[Survey]) -> Iterator[DomainError]:
        row = told.row
        community, cycle = self.communities[row["community_code"]], self.cycles[row["year"]]
        if missing := next((name for name in _FIGURES if row[name] is None), None):
            yield DomainError("受访人数和满意人数要么都填，要么都不填。", field=missing)
            return
        yield from refusals(refuse, of_surveying(cycle))
        yield from refusals(check_figures, community, row["respondents"], row["satisfied"])

    def note(self, told: Told[Survey]) -> str:
        if told.outcome != Outcome.NEW:
            return ""
        return f"受访 {told.row['respondents']} 人，满意 {told.row['satisfied']} 人"

    def names(self, row: Row) -> Iterator[object]:
        yield from (self.place_of(row), row["year"])

    def write(self, new: list[Told[Survey]], changed: list[Told[Survey]]) -> None:
        by_year = defaultdict(list)
        for row in sorted((told.row for told in (*new, *changed)), key=lambda row: row.number):
            place = self.communities[row["community_code"]]
            by_year[row["year"]].append((place, row["respondents"], row["satisfied"]))
        for year, surveys in by_year.items():
            record_surveys(cycle=self.cycles[year], surveys=surveys, by=self.by)
