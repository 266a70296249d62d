"""One of everything that has an address, in one station's district."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch
from uuid import UUID

from django.core.files.base import ContentFile

from accounts.models import User
from accounts.permissions import Role
from communities import actions as communities
from evaluation import actions as evaluation
from evaluation.models import (
    Honour,
    Nomination,
    Objection,
    ObjectionChannel,
    ReReview,
)
from incidents import actions as incidents
from incidents.models import Incident
from jobs import actions as jobs
from jobs.models import FileImport, Job
from notes import actions as notes
from papers import actions as papers
from papers.kinds import KINDS
from papers.models import Archive, Paper
from plaques import actions as plaques
from plaques.models import Plaque
from tests.communities.files import PNG
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    PropertyCompanyFactory,
    UserFactory,
    found,
    noticed_cycle,
    published_cycle,
    report,
)
from wufaan.clock import today
from wufaan.documents import rendering

CONTACT = "0875-0000077"
HASH = "0" * 64


@contextmanager
def papers_can_be_read() -> Iterator[None]:
    """A PDF is what would be set: to look for words in it, and not to set each for each role."""
    with patch.object(rendering, "render", lambda html, styles, dated, if_odd="": html.encode()):
        yield


class World:
    """2023 and 2024 are published, 2025 on notice. `users` has one person of each role; the
    officer is of the station that everything belongs to."""

    def __init__(self):
        self.users = {role: UserFactory(role=role) for role in Role if role != Role.SYSTEM}
        self.places = [CommunityFactory(name="静水村"), CommunityFactory(name="破庄村")]
        company = PropertyCompanyFactory()
        self.compound = CompoundFactory(
            name="密苑", parent=self.places[0], property_company=company
        )
        found(self.places[1])
        published_cycle(2023)
        published_cycle(2024)
        self.notice = noticed_cycle(2025).notice
        self.returned, self.withdrawing = report(self.places[0]), report(self.places[0])
        self.evidence = communities.add_evidence(
            community=self.places[0],
            year=2024,
            head="party",
            name="活动.png",
            content=PNG,
            by=self.users[Role.OFFICE],
        )
        self.posting = evaluation.add_posting(
            notice=self.notice,
            community=self.places[0],
            place="村委会公示栏",
            posted_on=self.notice.starts_on,
            name="公示栏.png",
            content=PNG,
            by=self.users[Role.OFFICE],
        )
        self._talk()
        self.plaque = self._printed()
        self.submitted = self._submitted()
        self.objection = self._objection()
        self.inquiry = evaluation.ask_station(
            objection=self.objection,
            station=self.compound.station,
            question="请核对一次接警记录。",
            due_on=today(),
            sent_as="inquiry",
            by=self.users[Role.OFFICE],
        )
        self.notes = {
            name: notes.write(about=thing, text="再核实一次。", sent_as="a", by=thing_by)
            for name, thing, thing_by in (
                ("incident", self.returned, self.users[Role.OFFICER]),
                ("registry", self.places[0], self.users[Role.OFFICER]),
                ("objection", self.objection, self.users[Role.OFFICE]),
            )
        }
        self.paper = self._paper()
        self.archive = self._archived()
        self.imports = {
            Role.OFFICER: self._import("incidents", Role.OFFICER),
            Role.OFFICE: self._import("communities", Role.OFFICE),
        }

    @property
    def secrets(self) -> list[str]:
        """What only this station's officers, and the county's offices, may read."""
        return ["静水村", "破庄村", "密苑", *Incident.objects.values_list("number", flat=True)]

    def values(self, name: str, parameter: str, role: Role | None):
        """An example for a parameter of the address of that name, as that role would have it."""
        if parameter == "pk":
            return self._row(name, role).pk
        if parameter == "kind":
            if name in ("paper-order", "wording"):
                return "opinion" if role == Role.LEADING else self.paper.kind
            return "incidents" if role == Role.OFFICER else "communities"
        if parameter == "note":
            return self.notes[name.split("-")[0]].pk
        return {
            "year": 2024,
            "edition": 1 if name == "certificate-former" else 2024,
            "chapter": "officer",
            "code": self.compound.code if "merge" in name else self.places[0].code,
            "number": self.plaque.number,
            "reference": self.objection.reference,
            "job_id": self.paper.job_id if name == "paper-bundle" else Job.objects.first().pk,
            "sequence": 1,
            "position": 1,
            "month": "2025-03" if name == "return" else 10,
            "day": 1,
            "paper": "a4",
            "format": {"notice-file": "txt", "paper-file": "pdf"}.get(name, "csv"),
            "verb": "deliver",
            "fact": "submission",
            "gap": "returns",
            "key": UUID(int=1),
            "station_code": self.compound.station.code,
        }[parameter]

    def _row(self, name: str, role: Role | None):
        """By the first word of the address's name."""
        return {
            "account": self.users[Role.AUDITOR],
            "evidence": self.evidence,
            "posting": self.posting,
            "archive": self.archive,
            "company": self.compound.property_company,
            "honour": Honour.objects.first(),
            "paper": self.paper,
            "nomination": Nomination.objects.first(),
            "correction": self.submitted,
            "inquiry": self.inquiry,
            "import": self.imports.get(role, self.imports[Role.OFFICE]),
            "rereview": ReReview.objects.first(),
            "station": self.compound.station,
            "withdrawal": self.withdrawing,
        }.get(name.split("-")[0], self.returned)

    def _talk(self) -> None:
        office, officer = self.users[Role.OFFICE], self.users[Role.OFFICER]
        incidents.return_to_station(incident=self.returned, reason="缺案由", by=office)
        incidents.request_withdrawal(incident=self.withdrawing, reason="重复上报", by=officer)

    def _printed(self) -> Plaque:
        cycle = Honour.objects.first().cycle
        plaques.bind(cycle=cycle, by=User.objects.system())
        plaques.make(plaques=list(Plaque.objects.of_year(2024)), by=User.objects.system())
        plaque = Plaque.objects.of_year(2024).get(honour__community=self.places[0])
        told = {"pdf": plaque.pdf.name, "sha256": plaque.sha256}
        plaque.former_files.create(community_name=plaque.community_name, **told)
        return plaque

    def _submitted(self) -> Nomination:
        nomination = Nomination.objects.last()
        told = {
            "document_number": "施公〔2025〕9号",
            "on": nomination.opened_on,
            "despite": "复核还没有办结，市局同意先报。",
        }
        evaluation.submit_nominations(nominations=[nomination], by=self.users[Role.OFFICE], **told)
        return nomination

    def _paper(self) -> Paper:
        office, kind = self.users[Role.OFFICE], KINDS["township"]
        cycle = Honour.objects.first().cycle
        abouts = [subject.key for subject in kind.subjects(cycle)]
        day = self.notice.starts_on
        order = {"kind": kind, "cycle": cycle, "abouts": abouts, "dated": day, "key": UUID(int=2)}
        job = papers.order(**order, by=office)
        jobs.run(job_id=job.pk)
        return Paper.objects.first()

    def _archived(self) -> Archive:
        cycle, office = Honour.objects.first().cycle, self.users[Role.OFFICE]
        archive = papers.order_archive(cycle=cycle, key=UUID(int=3), by=office)
        jobs.run(job_id=archive.job_id)
        return archive

    def _objection(self) -> Objection:
        return Objection.objects.create(
            notice=self.notice,
            reference="YY2025-ABCD",
            channel=ObjectionChannel.WEB,
            text="名单里有一处漏统计了案件",
            contact=CONTACT,
            received_on=self.notice.starts_on,
            due_on=date(2025, 11, 19),
        )

    def _import(self, kind: str, role: Role) -> FileImport:
        made = FileImport(kind=kind, name="x.csv", sha256=HASH, size=1, state="refused", errors=1)
        made.created_by = self.users[role]
        for field in (made.file, made.preview, made.marked):
            field.save("x", ContentFile(b"{}"), save=False)
        made.save()
        return made
