"""What happens in the years that papers tell of."""

from datetime import date

from accounts.models import User
from accounts.permissions import Role
from communities.models import Community
from evaluation import actions as evaluation
from evaluation.models import Cycle, Honour, Level, Notice, Objection
from incidents.models import Incident
from papers.kinds import KINDS
from tests.factories import CompoundFactory, PropertyCompanyFactory, UserFactory, found

ISSUER = "某县公安局"


def subjects(kind: str, cycle: Cycle) -> list[str]:
    return [subject.key for subject in KINDS[kind].subjects(cycle)]


def system() -> User:
    return User.objects.system()


def looked_after(place: Community) -> tuple[Community, Community, Incident]:
    """A compound that keeps its title and one with a theft, of one company."""
    company = PropertyCompanyFactory(name="安居物业服务有限公司")
    fine, stolen = (
        CompoundFactory(
            name=name, parent=place, property_company=company, code=f"{place.code}-X{n}"
        )
        for n, name in ((11, "金色家园"), (12, "银色家园"))
    )
    return fine, stolen, found(stolen)


def approved(cycle: Cycle) -> Cycle:
    by = UserFactory(role=Role.LEADING)
    evaluation.approve(cycle=cycle, on=date(2025, 11, 15), by=by)
    cycle.refresh_from_db()
    return cycle


def uphold(cycle: Cycle, name: str) -> None:
    """An objection against this one, found to be right."""
    objection = lodged(cycle, entry=cycle.notice.entries.get(name=name))
    office = UserFactory(role=Role.OFFICE)
    evaluation.answer(objection=objection, finding="upheld", reply="经核查属实。", by=office)


def lodged(cycle: Cycle, **about) -> Objection:
    notice = Notice.objects.get(cycle=cycle)
    return evaluation.enter(
        notice=notice,
        channel="letter",
        text="名单里有一处漏统计了案件，请核查。",
        contact="0875-0000001",
        received_on=date(2025, 11, 4),
        by=system(),
        **{"sent_as": "form-1"} | about,
    )


def granted(community: Community, level: Level, year: int) -> Honour:
    (honour,) = evaluation.record_results(
        communities=[community],
        level=level,
        year=year,
        document_number=f"{level.label}〔{year + 1}〕1号",
        granted_on=date(year + 1, 3, 1),
        by=system(),
    )
    return honour
