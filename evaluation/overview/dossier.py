"""一村一档: everything on record about one community, as far as this person may see it, as sections
of lines. The number of queries does not depend on how long its history is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import User
from accounts.permissions import Permission
from audit.models import Event, subject_label
from audit.words import label
from communities.models import Community, CommunityQuerySet
from communities.period import year_of
from communities.work import Progress, progress_by_year
from evaluation.ladder.models import Nomination, ReReview, ReReviewQuerySet
from evaluation.notice.models import Objection
from evaluation.streaks.models import Honour, Level
from evaluation.streaks.queries import streaks
from evaluation.year.models import Cycle, Survey, Verdict
from evaluation.year.presenters import (
    flags,
    reasons,
    satisfaction,
    satisfaction_interval,
)
from evaluation.year.queries import of_period, verdicts_with_findings
from incidents.criteria import Finding
from incidents.models import Determination, Incident, IncidentQuerySet
from incidents.returns import unsigned
from wufaan.clock import today
from wufaan.normalise import joined

# Of incidents and of the audit trail, so many of the latest.
LATEST = 40


@dataclass(frozen=True)
class Line:
    """`state` and `word` make a badge; `links` are (words, address)."""

    when: str
    text: str
    note: str = ""
    url: str = ""
    state: str = ""
    word: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    lines: list[Line]
    empty: str
    note: str = ""


@dataclass
class Dossier:
    """`cycle` is the year whose period is told apart from earlier ones."""

    community: Community
    user: User
    cycle: Cycle | None
    sections: list[Section] = field(init=False)

    def __post_init__(self) -> None:
        self.sections = [*self._of_the_cycles(), *self._of_the_place()]
        if self.sees_cycles:
            self.sections.append(
                Section("history", "变更记录", list(self._history()), "还没有记录。")
            )

    @cached_property
    def compounds(self) -> list[Community]:
        return list(self.community.compounds.visible_to(self.user))

    @cached_property
    def predecessors(self) -> list[Community]:
        """What was merged into it."""
        return list(self.community.predecessors.visible_to(self.user))

    @property
    def sees_cycles(self) -> bool:
        return self.user.can(Permission.SEE_CYCLES)

    def _of_the_cycles(self) -> Iterator[Section]:
        """Titles as the public may see them, results as a station may; the rest for whoever sees
        the years."""
        yield Section("titles", "称号和证书", [self._title(h) for h in self.titles], "还没有称号。")
        results = [self._verdict(v) for v in self.verdicts]
        if not self.sees_cycles:
            yield Section("verdicts", "历年结果", results, "还没有公示过的年度。")
            return
        lines = [_nomination(n) for n in self.nominations]
        yield Section("nominations", "上报", lines, "还没有上报过。", note=self._running())
        lines = [_rereview(r) for r in self._rereviews()]
        yield Section("rereviews", "称号复核", lines, "还没有复核过。")
        yield Section("verdicts", "历年结果", results, "还没有评估。")
        yield Section("surveys", "历年满意度", [_survey(s) for s in self.surveys], "还没有测评。")
        about = Q(entry__verdict__community=self.community) | Q(missing=self.community)
        objections = Objection.objects.visible_to(self.user).filter(about)
        lines = [_objection(o) for o in objections.order_by("-received_on", "-pk")]
        yield Section("objections", "异议", lines, "没有关于它的异议。")

    def _of_the_place(self) -> Iterator[Section]:
        work = [self._work(*year) for year in progress_by_year(self.community).items()]
        yield Section("work", "创建台账", work, "还没有填写。")
        cycle, incidents = self.cycle, self._incidents()
        if cycle:
            bearing = of_period(Incident.objects.visible_to(self.user), cycle, [self.community.pk])
            title = f"{cycle.year} 年度案（事）件"
            yield self._incident_section("incidents", title, _in_order(bearing))
            lines = [
                Line(f"{month:%Y-%m}", f"{station}没有签月度报告")
                for station, months in unsigned(
                    cycle.months_over(today()), [self.community.pk]
                ).items()
                for month in months
            ]
            none_missing = "派出所没有缺报的月份。"
            yield Section("returns", f"{cycle.year} 年度现在还缺的零报告", lines, none_missing)
            incidents = incidents.filter(occurred_on__lt=cycle.starts_on)
        title = "以前的案（事）件" if cycle else "案（事）件"
        yield self._incident_section("earlier", title, incidents)

    def _incident_section(self, key: str, title: str, incidents: IncidentQuerySet) -> Section:
        lines = [self._incident(i) for i in incidents[:LATEST]]
        note = f"只列最近 {LATEST} 件。" if len(lines) == LATEST else ""
        return Section(key, title, lines, "没有记录。", note)

    def _incidents(self) -> IncidentQuerySet:
        """Those in its compounds as well: they count here too by the usual policy; and those in
        what became part of it."""
        places = [self.community, *self.compounds, *self.predecessors]
        return _in_order(Incident.objects.visible_to(self.user).filter(community__in=places))

    @cached_property
    def titles(self) -> list[Honour]:
        titles = Honour.objects.visible_to(self.user).of(self.community).select_related("plaque")
        return list(titles.prefetch_related("reinstatements").order_by("-year", "level"))

    def _rereviews(self) -> ReReviewQuerySet:
        rereviews = ReReview.objects.visible_to(self.user).select_related("honour", "incident")
        return rereviews.filter(honour__community=self.community).order_by("-opened_on", "-pk")

    @cached_property
    def nominations(self) -> list[Nomination]:
        mine = Nomination.objects.visible_to(self.user).of(self.community)
        return list(mine.order_by("-year", "level"))

    def _running(self) -> str:
        """The years running at each level, counted from the last year with a title."""
        if not self.titles:
            return ""
        running = streaks([self.community.pk], max(title.year for title in self.titles))
        held = sorted({title.level for title in self.titles}, key=Level.values.index)
        told = [(Level(level), running.of(self.community.pk, level)) for level in held]
        return "；".join(f"{level.label} {streak}" for level, streak in told) + "。"

    @cached_property
    def verdicts(self) -> list[Verdict]:
        verdicts = verdicts_with_findings(Verdict.objects.visible_to(self.user))
        of_place = verdicts.filter(community=self.community).select_related("cycle", "station")
        return list(of_place.order_by("-cycle__year"))

    @cached_property
    def surveys(self) -> list[Survey]:
        return list(self.community.surveys.select_related("cycle").order_by("-cycle__year"))

    def _title(self, honour: Honour) -> Line:
        links = []
        if plaque := getattr(honour, "plaque", None):
            links = [(f"证书 {plaque.number}", plaque.get_absolute_url())]
        return Line(
            str(honour.year),
            f"{honour.get_level_display()}{honour.title}{'，先进典型' if honour.exemplar else ''}",
            note=self._told(
                honour,
                honour.end_reason or honour.document_number,
                *(row.told for row in honour.given_back),
            ),
            url=reverse("honour", args=[honour.pk]) if self.sees_cycles else "",
            state=honour.state,
            word=honour.get_state_display(),
            links=tuple(links),
        )

    def _verdict(self, verdict: Verdict) -> Line:
        why = [*reasons(verdict, verdict.cycle), *(["先进典型"] if verdict.exemplar else [])]
        return Line(
            str(verdict.cycle.year),
            joined(why),
            note=self._told(verdict, *flags(verdict, verdict.cycle)),
            links=(("查看", reverse("verdict", args=[verdict.cycle.year, verdict.code])),)
            if self.sees_cycles
            else (),
            state=verdict.outcome,
            word=verdict.get_outcome_display(),
        )

    def _told(self, row: Verdict | Honour, *notes: str) -> str:
        """With what the place was called that year, and where it lay, if not as today."""
        place = self.community
        was = [
            row.name if row.name != place.name else "",
            row.township_name if row.township_name != place.township.name else "",
        ]
        then = f"当时：{'，'.join(filter(None, was))}" if any(was) else ""
        return joined(filter(None, [then, *notes]))

    def _work(self, year: int, progress: Progress) -> Line:
        there = progress.officers
        return Line(
            str(year),
            str(progress),
            note="" if there is None else f"信息员 {there} 名",
            url=reverse("work-record", args=[year, self.community.code]),
        )

    def _incident(self, incident: Incident) -> Line:
        """Of which year, how it was found, and whether that year's result rests on it."""
        found = incident.found[-1] if incident.found else None
        says = [f"{self._year(incident)} 年度"]
        if year := self.counted.get(incident.pk):
            says.append(f"计入 {year} 年度结果")
        place = incident.community
        if place != self.community:
            is_like = bool(place.parent_id) == bool(self.community.parent_id)
            says.append(f"原{place.name}" if is_like else place.name)
        return Line(
            incident.occurred_on.isoformat(),
            f"{incident.get_kind_display()}　{incident.number}",
            note=joined(says),
            url=reverse("incident", args=[incident.pk]),
            state=Finding.of(found.counts) if found else incident.state,
            word=found.found_as if found else incident.get_state_display(),
        )

    @cached_property
    def counted(self) -> dict[int, int]:
        """By incident, the year whose result here rests on it."""
        return {f.incident_id: v.cycle.year for v in self.verdicts for f in v.findings.all()}

    def _year(self, incident: Incident) -> int:
        """Whose period its day is in."""
        day = incident.occurred_on
        within = (year for year, first, last in self._periods if first <= day <= last)
        return next(within, year_of(day))

    @cached_property
    def _periods(self) -> list[tuple[int, date, date]]:
        return list(Cycle.objects.values_list("year", "starts_on", "ends_on"))

    def _history(self) -> Iterator[Line]:
        """What the audit trail tells of the place, its results, surveys and titles."""
        subjects = {subject_label(self.community): "登记"}
        subjects |= {subject_label(v): f"{v.cycle.year} 年度结果" for v in self.verdicts}
        subjects |= {subject_label(s): f"{s.cycle.year} 年度" for s in self.surveys}
        for one in self.nominations:
            subjects[subject_label(one)] = f"{one.year} 年报{one.get_level_display()}"
        for honour in self.titles:
            subjects[subject_label(honour)] = f"{honour.year} 年{honour.get_level_display()}称号"
            if plaque := getattr(honour, "plaque", None):
                subjects[subject_label(plaque)] = f"证书 {plaque.number}"
        events = Event.objects.filter(subject__in=subjects).order_by("-sequence")[:LATEST]
        posts = User.objects.posts_of(events)
        for event in events:
            after = event.data.get("after") or {}
            told = event.data.get("reason") or after.get("withheld_reason") or ""
            yield Line(
                localtime(event.at).date().isoformat(),
                f"{label(event.verb)}（{subjects[event.subject]}）",
                note="，".join(filter(None, [told, posts[event.sequence]])),
            )


def current_cycle(user: User) -> Cycle | None:
    return Cycle.objects.visible_to(user).current()


def places_for(user: User) -> CommunityQuerySet:
    """The communities whose dossier this person may open, with what its head shows."""
    related = ["township", "station", "parent", "property_company", "successor"]
    return Community.objects.visible_to(user).select_related(*related)


def _nomination(nomination: Nomination) -> Line:
    papers = [nomination.submitted_number, nomination.result_number, nomination.reason]
    return Line(
        str(nomination.year),
        f"报{nomination.get_level_display()}",
        note="，".join(filter(None, papers)),
        url=reverse("nomination", args=[nomination.pk]),
        state=nomination.state,
        word=nomination.get_state_display(),
    )


def _rereview(rereview: ReReview) -> Line:
    title = f"{rereview.honour.year} 年{rereview.honour.get_level_display()}称号"
    demand = f"{rereview.due_on} 前整改：{rereview.demand}" if rereview.due_on else ""
    return Line(
        rereview.opened_on.isoformat(),
        f"{title}，{rereview.get_cause_display()}",
        note=joined(filter(None, [rereview.ground, demand, rereview.note])),
        url=reverse("rereview", args=[rereview.pk]),
        state=rereview.state,
        word=rereview.get_decision_display() or rereview.get_state_display(),
    )


def _survey(survey: Survey) -> Line:
    asked = f"受访 {survey.respondents} 人，满意 {survey.satisfied} 人"
    if few := satisfaction_interval(survey):
        asked += f"，95% 区间 {few}"
    return Line(str(survey.cycle.year), satisfaction(survey), note=asked)


def _objection(objection: Objection) -> Line:
    return Line(
        objection.received_on.isoformat(),
        objection.reference,
        note=f"{'没有列入的，' * bool(objection.missing_id)}{objection.get_state_display()}",
        url=reverse("objection", args=[objection.reference]),
    )


def _in_order(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """The latest first, with what a line tells."""
    found = Prefetch("determinations", Determination.objects.order_by("pk"))
    latest_first = incidents.order_by("-occurred_on", "-pk")
    return latest_first.select_related("community").prefetch_related(found)
