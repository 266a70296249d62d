"""Numbering certificates and making their files."""

import hashlib
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.models import Cycle, Honour, Level
from jobs import actions as jobs
from jobs.models import Job
from plaques import certificate
from plaques.models import Bundle, Plaque
from plaques.numbers import as_printed
from plaques.printing import as_certificate


@transaction.atomic
def order(*, cycle: Cycle, by: User) -> Job:
    """Give every county title of a cycle its certificate number and have the PDFs made.
    Ordering again numbers and makes only what is missing."""
    honours = (
        Honour.objects.standing()
        .at(Level.COUNTY)
        .filter(cycle=cycle, plaque=None)
        .select_related("community")
        .order_by("township_code", "community__code")
    )
    taken = Plaque.objects.of_year(cycle.year).count()
    plaques = Plaque.objects.bulk_create(
        _plaque(cycle, honour, taken + position) for position, honour in enumerate(honours, 1)
    )
    audit.record_many(
        verb="plaque_ordered", subjects=[(p, {"number": p.number}) for p in plaques], by=by
    )
    return jobs.enqueue(
        kind="certificates",
        key=f"certificates:{cycle.year}:{taken + len(plaques)}",
        args={"cycle_id": cycle.pk, "by_id": by.pk},
        by=by,
    )


@transaction.atomic
def make(*, plaques: Sequence[Plaque], by: User) -> None:
    """Print these certificates and keep the files with their hashes."""
    for plaque in plaques:
        pdf = certificate.render([as_certificate(plaque)])
        _keep(plaque, pdf)
    subjects = [(p, {"number": p.number, "sha256": p.sha256}) for p in plaques]
    audit.record_many(verb="plaque_made", subjects=subjects, by=by)


@transaction.atomic
def bind(*, cycle: Cycle, by: User) -> Bundle:
    """Print all certificates of a year as one file."""
    plaques = Plaque.objects.of_year(cycle.year).select_related("honour")
    pdf = certificate.render([as_certificate(plaque) for plaque in plaques])
    bundle = Bundle.objects.filter(cycle=cycle).first() or Bundle(cycle=cycle)
    _keep(bundle, pdf)
    audit.record(verb="bundle_made", subject=bundle, by=by, data={"sha256": bundle.sha256})
    return bundle


def _plaque(cycle: Cycle, honour: Honour, position: int) -> Plaque:
    return Plaque(
        honour=honour,
        number=as_printed(honour.community.code[:6], cycle.year, position),
        community_name=honour.name,
        title=honour.title,
        issuer=cycle.issuer,
        issued_on=honour.granted_on,
    )


def _keep(document: Plaque | Bundle, pdf: bytes) -> None:
    """Replaces a file that a worker left behind when it died before its transaction ended."""
    field = document._meta.get_field("pdf")
    storage, name = field.storage, field.generate_filename(document, "")
    storage.delete(name)
    document.pdf = storage.save(name, ContentFile(pdf))
    document.sha256 = hashlib.sha256(pdf).hexdigest()
    document.save()
