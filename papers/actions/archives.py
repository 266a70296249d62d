"""Asking for a year's archive, and making it."""

import hashlib
import tempfile
from uuid import UUID

from django.core.files import File
from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.models import Cycle
from jobs import actions as jobs
from jobs.actions import Progress
from papers.archiving import items_of, zipped
from papers.models import ARCHIVE, Archive
from papers.obstacles import of_archiving
from wufaan.obstacles import refuse

# What is larger waits on the disk.
_IN_MEMORY = 32 * 2**20


@transaction.atomic
def order_archive(*, cycle: Cycle, key: UUID, by: User) -> Archive:
    """The same `key` again is the same order."""
    refuse(of_archiving(cycle))
    job = jobs.enqueue(kind=ARCHIVE, key=f"archive:{key}", args={"by_id": by.pk}, by=by)
    archive, new = Archive.objects.get_or_create(
        job=job, defaults={"cycle": cycle, "created_by": by}
    )
    if new:
        audit.record(verb="archive_ordered", subject=archive, by=by, data={"year": cycle.year})
    return archive


def make_archive(*, archive: Archive, progress: Progress, by: User) -> None:
    """Safe to do again: until it is kept nobody sees it."""
    if archive.sha256:
        return
    items = items_of(archive.cycle)
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as target:

        def tell(done: int) -> None:
            progress.update(done=done, total=len(items), message=f"已归档 {done} / {len(items)} 个")

        filed = zipped(items, target, tell)
        _keep(archive, File(target), len(filed), by)


@transaction.atomic
def _keep(archive: Archive, content: "File[bytes]", files: int, by: User) -> None:
    """Replaces what a worker left behind that died before its transaction ended."""
    content.seek(0)
    digest = hashlib.sha256()
    for piece in content.chunks():
        digest.update(piece)
    archive.sha256, archive.size, archive.files = digest.hexdigest(), content.tell(), files
    storage, name = archive.zip.storage, archive.path
    storage.delete(name)
    content.seek(0)
    archive.zip = storage.save(name, content)
    archive.save()
    data = {"year": archive.cycle.year, "files": files, "sha256": archive.sha256}
    audit.record(verb="archive_made", subject=archive, by=by, data=data)
