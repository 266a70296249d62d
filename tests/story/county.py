"""An invented county, the day it is there, and the people at work in it. What they do goes through
the actions and the pages that the real ones use; the queue's work is done here, not by a worker."""

import csv
import io
import re
from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from communities import actions as registry
from communities.models import Community, CommunityKind, Station, Township
from communities.pinyin import pinyin_key
from evaluation import actions
from evaluation.models import (
    Cycle,
    Honour,
    HonourState,
    Level,
    Nomination,
    Notice,
    ReReview,
)
from evaluation.year import tasks
from incidents import actions as incidents
from incidents.facts import Facts
from incidents.kinds import Kind
from incidents.models import Incident
from incidents.reports import Report
from jobs import actions as jobs
from jobs.models import Job
from papers.models import Paper
from plaques.models import Plaque
from tests.factories import PASSWORD, UserFactory
from tests.pages import as_read, text
from tests.papers.reading import codes_in_xlsx, pieces_of_docx, text_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock:
    """Time passes only when the story says so, and never backwards."""

    def __init__(self, monkeypatch, day: date):
        self.day = day
        monkeypatch.setattr(
            timezone, "now", lambda: datetime.combine(self.day, time(10), tzinfo=SHANGHAI)
        )

    def go_to(self, day: date) -> None:
        assert day >= self.day, f"The story is at {self.day} already."
        self.day = day


class County:
    def __init__(self, monkeypatch):
        self.clock = Clock(monkeypatch, date(2020, 3, 1))
        self.system = User.objects.system()
        self.office = UserFactory(username="bangongshi", role=Role.OFFICE)
        self.leader = UserFactory(username="lingdao", role=Role.LEADING, password=PASSWORD)
        self.stations, self.officers = {}, {}
        self.township("530599101", "东河镇")
        self.township("530599102", "西岭镇")
        self.cycle: Cycle | None = None

    # ---- the registry ---------------------------------------------------------------------

    def township(self, code: str, name: str) -> None:
        Township.objects.create(code=code, name=name, pinyin=pinyin_key(name))
        station = Station.objects.create(code=f"{code}000", name=f"{name[:2]}派出所")
        self.stations[code] = station
        self.officers[station.code] = UserFactory(
            username=station.code, role=Role.OFFICER, station_code=station.code
        )

    def village(self, code: str, name: str, kind=CommunityKind.VILLAGE) -> Community:
        station = self.stations[code[:9]]
        return registry.add_place(
            code=code, kind=kind, name=name, station=station, population=1200, by=self.office
        )

    def compound(self, parent: Community, name: str, company=None) -> Community:
        return registry.add_compound(
            parent=parent,
            name=name,
            station=parent.station,
            property_company=company,
            population=1040,
            shops=21,
            by=self.office,
        )

    # ---- what happens ---------------------------------------------------------------------

    def incident(
        self, place: Community, kind: Kind, on: date, *, known: date | None = None, **facts
    ) -> Incident:
        """It happens, the station reports it on the day on which it is known, and a week later
        the office finds what the criteria propose."""
        self.clock.go_to(known or on)
        incident = self.report(place, kind, on, **facts)
        self.clock.go_to(self.clock.day + timedelta(days=7))
        incidents.accept_proposal(incident=incident, by=self.office)
        incident.refresh_from_db()
        return incident

    def report(self, place: Community, kind: Kind, on: date, **facts) -> Incident:
        """Today, of a day before; nobody has found on it."""
        told = Report(place, kind, on, Facts(**facts))
        return incidents.report(report=told, by=self.officers[place.station.code])

    def change(self, place: Community, **changes) -> Community:
        """Put the registry right; what is not named stays."""
        fields = ["name", "kind", "station", "property_company"]
        fields += ["households", "population", "shops", "opened_on"]
        as_it_is = {field: getattr(place, field) for field in fields}
        changed = registry.change(community=place, by=self.office, **as_it_is | changes)
        place.refresh_from_db()
        return changed

    # ---- the year -------------------------------------------------------------------------

    def november(self, year: int) -> Cycle:
        """Beat calls every night; the queue assesses, each job twice, as happens after a crash."""
        self.clock.go_to(date(year, 11, 1))
        tasks.start_year()
        self.queue_works()
        self.clock.go_to(date(year, 11, 2))
        tasks.start_year()
        self.queue_works()
        self.cycle = Cycle.objects.get(year=year)
        # Titles of before, as far as nothing speaks against them.
        self.as_person(self.office).post("/office/re-reviews/proposed/")
        return self.cycle

    def draft_notice(self, step: str = "notice") -> str:
        """The notice is written and shown as the paper that it will be; the page of the preview.
        A year's first one begins on 4 November, a `supplement` on the day."""
        year = self.cycle.year
        self.clock.go_to(max(self.clock.day, date(year, 11, 4)))
        draft = {
            "number": f"东西公示〔{year}〕{self.cycle.notices.count() + 1}号",
            "title": f"{year}年度拟命名“无发案小区”“无发案村社”公示",
            "channels": "信箱：县公安局一楼",
            "starts_on": self.clock.day,
            "working_days": 5,
        }
        page = f"/office/cycles/{year}/{step}/draft/"
        return text(self.as_person(self.office).post(page, draft, follow=True))

    def put_on_notice(self, step: str = "notice") -> Notice:
        """What the preview shows is what is published, once what is missing is acknowledged."""
        self.draft_notice(step)
        page, office = f"/office/cycles/{self.cycle.year}/{step}/", self.as_person(self.office)
        for line, form in office.get(page).context["basis_lines"]:
            if form:
                seen = form.initial["seen"]
                office.post(f"{page}basis/{line.gap}/", {f"{line.gap}-seen": seen})
        seen = re.search(r'name="seen" value="([^"]+)"', text(office.get(page)))
        office.post(f"{page}publication/", {"seen": seen[1]})
        self.cycle.refresh_from_db()
        return self.cycle.notices.last()

    def try_to_approve(self, supplement: Notice | None = None) -> str:
        """By the leading group, on its page, the day after the notice has ended; what it is
        told."""
        notice = supplement or self.cycle.notice
        self.clock.go_to(notice.ends_on + timedelta(days=1))
        page = f"/office/cycles/{notice.edition}/approval/"
        leader = self.as_person(self.leader)
        seen = leader.get(page).context["sheet"].sha256
        signed = {"seen": seen, "confirmed": "1", "password": PASSWORD}
        told = text(leader.post(f"{page}grant/", signed, follow=True))
        self.queue_works()
        self.cycle.refresh_from_db()
        return told

    def approve(self) -> None:
        self.try_to_approve()
        assert self.cycle.state == "approved"

    def publish(self) -> None:
        self.clock.go_to(self.clock.day + timedelta(days=5))
        self.as_person(self.office).post(f"/office/cycles/{self.cycle.year}/publication/")
        self.cycle.refresh_from_db()
        assert self.cycle.state == "published"

    def ordinary_year(self, year: int) -> Cycle:
        self.november(year)
        self.put_on_notice()
        self.approve()
        self.publish()
        return self.cycle

    def from_above(self, level: Level, year: int, on: date, *places: Community) -> None:
        """Put forward under a paper of ours, named under one of theirs."""
        self.clock.go_to(on - timedelta(days=30))
        nominations = Nomination.objects.filter(community__in=places, level=level, year=year)
        actions.submit_nominations(
            nominations=nominations,
            document_number=f"东西报〔{on.year}〕{year}号",
            on=self.clock.day,
            by=self.office,
        )
        self.clock.go_to(on)
        actions.record_results(
            communities=places,
            level=level,
            year=year,
            document_number=f"{level.label}〔{on.year}〕{year}号",
            granted_on=on,
            by=self.office,
        )

    def queue_works(self) -> None:
        """Twice each: a message may come again after the work was done."""
        while waiting := list(Job.objects.unfinished()):
            for job in waiting:
                jobs.run(job_id=job.pk)
                jobs.run(job_id=job.pk)
        assert not Job.objects.filter(state="failed").exists()

    def paper(self, kind: str, about: str = "", year: int | None = None) -> Paper:
        """Ordered on its page, made by the queue."""
        page = f"/office/papers/{year or self.cycle.year}/{kind}/"
        typed = {"key": uuid4(), "number": "东西文", "dated": self.clock.day, "abouts": about}
        assert self.as_person(self.office).post(page, typed).status_code == 302
        self.queue_works()
        return Paper.objects.made().filter(kind=kind, cycle__year=year or self.cycle.year).first()

    def read(self, paper: Paper) -> str:
        """Its words, without the white space. Its PDF has every paragraph and cell of its DOCX;
        its XLSX every name, code and figure, the codes as text."""
        docx = self.file(paper, "docx")
        paragraphs, cells = pieces_of_docx(docx)
        in_pdf = re.sub(r"—\d+—", "", text_of("pdf", self.file(paper, "pdf")))
        # What is to be filled in by hand is only in the form that can be edited.
        missing = [p for p in paragraphs + cells if p not in in_pdf and "待填" not in p]
        assert not missing, f"{paper}: {missing} only in its DOCX"
        if paper.xlsx:
            self._read_sheets(paper, cells)
        return text_of("docx", docx)

    def _read_sheets(self, paper: Paper, cells: list[str]) -> None:
        xlsx = self.file(paper, "xlsx")
        found = text_of("xlsx", xlsx)
        named = set(paper.cycle.verdicts.values_list("name", flat=True))
        told = [c for c in cells if c in named or re.fullmatch(r"[\d-]+(X\d+)?", c)]
        missing = [cell for cell in told if cell not in found]
        assert not missing, f"{paper}: {missing} only in its DOCX"
        assert all(isinstance(code, str) for code in codes_in_xlsx(xlsx))

    def file(self, paper: Paper, form: str) -> bytes:
        answer = self.as_person(self.office).get(f"/office/papers/{paper.pk}.{form}")
        return b"".join(answer.streaming_content)

    # ---- what can be seen -----------------------------------------------------------------

    def as_person(self, person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def public(self, path: str) -> str:
        response = Client().get(path, follow=True)
        return text(response)

    def in_office(self, path: str) -> str:
        response = self.as_person(self.office).get(path, follow=True)
        assert response.status_code == 200, path
        return text(response)

    def outcomes(self) -> dict[str, str]:
        return dict(self.cycle.verdicts.values_list("name", "outcome"))

    def named(self, year: int) -> set[str]:
        """Those with a standing county title: the public's list of the year and the open data
        have the same."""
        listed = names_on(self.public(f"/years/{year}/"))
        rows = self.open_titles()
        of_year = [r for r in rows if (r["year"], r["level"]) == (str(year), Level.COUNTY)]
        assert listed == {row["name"] for row in of_year if row["state"] == "standing"}
        return listed

    def open_titles(self) -> list[dict[str, str]]:
        text = self.public("/open-data/titles.csv").lstrip("\ufeff")
        return list(csv.DictReader(io.StringIO(text)))

    def title(self, place: Community, level: Level, year: int) -> Honour:
        return Honour.objects.get(community=place, level=level, year=year)

    def standing(self, place: Community) -> set[tuple[str, int]]:
        titles = Honour.objects.of(place).filter(state=HonourState.STANDING)
        return set(titles.values_list("level", "year"))

    def under_review(self) -> set[tuple[str, int, str]]:
        unfinished = ReReview.objects.unfinished()
        return set(unfinished.values_list("honour__name", "honour__year", "cause"))

    def plaque(self, place: Community, year: int) -> Plaque:
        return Plaque.objects.get(honour=self.title(place, Level.COUNTY, year))


def names_on(page: str) -> set[str]:
    """The names on a page of a year's list that are not marked as ended."""
    lines = re.findall(r"<li[^>]*><span><a [^>]*>([^<]+)</a>(.*?)</li>", as_read(page))
    return {name for name, marks in lines if "已撤销" not in marks and "已注销" not in marks}
