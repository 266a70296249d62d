"""Many reports at once, as a file brings them, in a number of queries that does not depend on how
many. `source` says in the audit trail where they come from."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from incidents.actions.determining import determination_fields
from incidents.actions.reporting import audit_data
from incidents.models import Determination, Incident
from incidents.numbers import issue_numbers
from incidents.signals import determined
from incidents.workflow import WORKFLOW, State
from wufaan.sheets.planning import Told


@transaction.atomic
def bring_in(*, incidents: Sequence[Incident], source: dict[str, Any], by: User) -> None:
    """Put incidents on record; those without a number get one. What the rules propose on old
    records, which come as determined, is taken as the finding."""
    _number(incidents)
    created = Incident.objects.bulk_create(incidents, batch_size=1000)
    subjects = [(i, audit_data(i.number, i.report) | source) for i in created]
    audit.record_many(verb="incident_imported", subjects=subjects, by=by)
    _determine([i for i in created if i.state == State.DETERMINED], by)


@transaction.atomic
def correct_many(*, told: Sequence[Told[Incident]], source: dict[str, Any], by: User) -> None:
    """As `correct` does one by one."""
    for each in told:
        each.set()
        each.record.version += 1
    fields = {"version", *(name for each in told for name in each.after)}
    Incident.objects.bulk_update([each.record for each in told], fields, batch_size=1000)
    subjects = [(each.record, each.audit_data | source) for each in told]
    audit.record_many(verb="incident_corrected", subjects=subjects, by=by)


@transaction.atomic
def find_on(*, incidents: Sequence[Incident], by: User) -> None:
    """What the rules propose is taken as the finding of old records that came before it."""
    for incident in incidents:
        incident.state = WORKFLOW.enter("determine", State(incident.state))
        incident.version += 1
    Incident.objects.bulk_update(incidents, ["state", "version"], batch_size=1000)
    _determine(incidents, by)


def _number(incidents: Sequence[Incident]) -> None:
    unnumbered = defaultdict(list)
    for incident in incidents:
        if not incident.number:
            unnumbered[incident.occurred_on.year].append(incident)
    for year, of_year in unnumbered.items():
        numbers = issue_numbers(year=year, count=len(of_year))
        for incident, number in zip(of_year, numbers, strict=True):
            incident.number = number


def _determine(incidents: Sequence[Incident], by: User) -> None:
    determinations = [Determination(**determination_fields(i, by=by)) for i in incidents]
    Determination.objects.bulk_create(determinations, batch_size=1000)
    subjects = [
        (d.incident, {"criterion": d.criterion, "counts": d.counts, "reason": d.reason})
        for d in determinations
    ]
    audit.record_many(verb="incident_determined", subjects=subjects, by=by)
    determined.send(sender=Determination, determinations=determinations, by=by)
