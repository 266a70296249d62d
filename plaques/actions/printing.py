"""Numbering certificates and making their files."""

import hashlib
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.ladder.corrections import corrections_of
from evaluation.models import Cycle, Honour, Level
from jobs import actions as jobs
from jobs.models import Job
from plaques import certificate
from plaques.models import Bundle, FormerCertificate, Plaque
from plaques.numbers import as_printed
from plaques.obstacles import of_remaking
from plaques.printing import as_certificate
from wufaan.obstacles import refuse


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
def remake(*, plaque: Plaque, by: User) -> Job:
    """Have it made anew with the name that the list was corrected to, under the same number. The
    file of before stays."""
    plaque = (
        Plaque.objects.select_for_update(of=["self"]).select_related("honour").get(pk=plaque.pk)
    )
    refuse(of_remaking(plaque))
    before, after = plaque.community_name, plaque.honour.name
    FormerCertificate.objects.create(
        plaque=plaque, community_name=before, pdf=plaque.pdf.name, sha256=plaque.sha256
    )
    sides = {"before": {"community_name": before}, "after": {"community_name": after}}
    # The event first: the guard of the table looks for it.
    data = {"reason": _why_renamed(plaque.honour), **sides}
    audit.record(verb="corrected", subject=plaque, by=by, data=data)
    plaque.community_name = after
    plaque.save(update_fields=["community_name"])
    plaque.pdf, plaque.sha256, plaque.edition = "", "", plaque.edition + 1
    plaque.save(update_fields=["pdf", "sha256", "edition"])
    return jobs.enqueue(
        kind="certificates",
        key=f"certificate:{plaque.number}:{plaque.edition}",
        args={"cycle_id": plaque.honour.cycle_id, "by_id": by.pk},
        by=by,
    )


def _why_renamed(honour: Honour) -> str:
    told = [c for c in corrections_of(honour) if "name" in c.fields]
    return told[-1].reason if told else "称号的名称已更正"


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
