"""A file on its way in: uploaded, checked, confirmed, imported; then its content is dropped."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import actions as audit
from jobs import actions as jobs
from jobs.import_kinds import kind_named, kinds_for
from jobs.models import FileImport, Job
from jobs.previews import preview_of, rows_of
from jobs.workflow import WORKFLOW, ImportState
from wufaan.database import one_at_a_time
from wufaan.errors import DomainError
from wufaan.sheets.errors import SheetErrors
from wufaan.sheets.files import check_file
from wufaan.sheets.marking import marked
from wufaan.sheets.reading import read_table
from wufaan.sheets.results import ImportResult, Outcome, Plan
from wufaan.texts import checked_text

MAX_UPLOAD_BYTES = 20 * 2**20  # deploy/nginx.conf lets a little more through, so that we can say so
TOO_LARGE = f"文件超过 {MAX_UPLOAD_BYTES // 2**20} MB，请拆成几个文件。"
# How long the content of a file is kept once nothing follows, or nobody confirms.
KEPT_FOR = timedelta(days=7)

_CHANGED_MEANWHILE = (
    "检查之后系统中的数据有变化，导入的结果会与您确认的预览不同，所以没有导入。"
    "下面是新的预览，请核对后再确认。"
)
_BROKEN_OFF = (
    "这个文件处理时多次中断，什么也没有导入。请把表格内容复制到新下载的模板里，再上传一次；"
    "仍然不行的，请联系系统管理员。"
)


@transaction.atomic
def upload(*, kind: str, name: str, content: bytes, by: User) -> FileImport:
    """Take a file in and have it checked. The same file again, while the first is under way, is
    the first."""
    if kind not in kinds_for(by):
        raise DomainError("您的岗位不能导入这类文件。")
    name = checked_text(name, FileImport.name.field, printed=False)
    _refuse_at_once(name, content)
    one_at_a_time(f"upload {by.pk}")
    sha256 = hashlib.sha256(content).hexdigest()
    own = FileImport.objects.under_way().filter(created_by=by)
    if there := own.filter(kind=kind, sha256=sha256).first():
        return there
    file_import = FileImport.objects.create(
        kind=kind,
        name=name,
        sha256=sha256,
        size=len(content),
        state=ImportState.CHECKING,
        created_by=by,
    )
    _keep(file_import, "file", f"sent{PurePath(name).suffix.lower()[:8]}", content)
    file_import.job = _queue(file_import, "check_import", by)
    file_import.save()
    _record("import_uploaded", file_import, by, kind=kind, sha256=sha256)
    return file_import


def check(*, file_import: FileImport) -> FileImport:
    """Find out what the file would change, and what is wrong with it. Writes nothing else."""
    return _look_at(file_import, ImportState.CHECKING)


@transaction.atomic
def confirm(*, file_import: FileImport, seen: str, by: User) -> FileImport:
    """Have the file imported as the preview whose fingerprint is `seen` says. Confirming again
    changes nothing."""
    file_import = _locked(file_import)
    if file_import.state in (ImportState.IMPORTING, ImportState.DONE):
        return file_import
    _enter(file_import, "confirm")
    if seen != file_import.fingerprint:
        raise DomainError("预览已经更新，请核对新的预览后再确认。")
    file_import.notice = ""
    file_import.job = _queue(file_import, "import_file", by)
    file_import.save()
    _record("import_confirmed", file_import, by)
    return file_import


@transaction.atomic
def answer(*, file_import: FileImport, answers: Mapping[str, str], by: User) -> FileImport:
    """Say by row what the preview asks; the file is checked anew. What says no other than holds
    changes nothing."""
    file_import = _locked(file_import)
    if not file_import.may_be_answered:
        raise DomainError("这个文件已经办完，不能再回答。要改的，请重新上传。")
    said = {
        str(row.number): {row.question["column"]: value}
        for row in rows_of(file_import)
        if row.question and (value := answers.get(str(row.number), "")) != row.question["given"]
        if value in dict(row.question["answers"])
    }
    if not said:
        return file_import
    _enter(file_import, "answer")
    file_import.answers |= said
    file_import.job = _queue(file_import, "check_import", by)
    file_import.save()
    _record("import_answered", file_import, by, answers=said)
    return file_import


def bring_in(*, file_import: FileImport) -> FileImport:
    """Import what was confirmed. Where the outcome would be another by now, nothing is imported
    and there is a new preview to confirm."""
    return _look_at(file_import, ImportState.IMPORTING)


@transaction.atomic
def give_up(*, file_import: FileImport) -> FileImport:
    """Refuse a file over which the check or the import was broken off again and again."""
    file_import = _locked(file_import)
    if not file_import.is_at_work:
        return file_import
    error = SheetErrors.of_file(_BROKEN_OFF)
    return _refuse(file_import, error)


@transaction.atomic
def drop(*, file_import: FileImport, by: User) -> FileImport:
    """Not to be imported after all. Its content is dropped at once."""
    file_import = _locked(file_import)
    _enter(file_import, "drop")
    _drop_content(file_import)
    _record("import_dropped", file_import, by)
    return file_import


def drop_files(*, by: User) -> None:
    """Drop what nobody confirmed, and the content of what has long ended. The row, the hash and
    the counts stay."""
    old = FileImport.objects.filter(changed_at__lt=timezone.now() - KEPT_FOR)
    for file_import in old.under_way():
        drop(file_import=file_import, by=by)
    for file_import in old.ended().with_content():
        forget(file_import=file_import, by=by)


@transaction.atomic
def forget(*, file_import: FileImport, by: User) -> None:
    """Drop the content of a file that was imported or refused."""
    _drop_content(file_import)
    _record("import_files_dropped", file_import, by)


@transaction.atomic
def _look_at(file_import: FileImport, state: ImportState) -> FileImport:
    """The check, and once more before the import: both in one transaction with what follows, so
    that a worker that dies leaves everything as it was. A job that comes twice finds another
    state than `state` and leaves it."""
    file_import = _locked(file_import)
    if file_import.state != state:
        return file_import
    try:
        plan = _plan(file_import)
    except SheetErrors as error:
        return _refuse(file_import, error)
    preview = preview_of(plan.result)
    is_as_confirmed = hashlib.sha256(preview).hexdigest() == file_import.fingerprint
    if state == ImportState.IMPORTING and is_as_confirmed:
        plan.write()
        _enter(file_import, "finish")
        file_import.save()
        _record("import_done", file_import, file_import.created_by, sha256=file_import.sha256)
        return file_import
    if state == ImportState.IMPORTING:
        file_import.notice = _CHANGED_MEANWHILE
    return _offer(file_import, plan.result, preview)


def _plan(file_import: FileImport) -> Plan:
    by = file_import.created_by
    if file_import.kind not in kinds_for(by):
        raise SheetErrors.of_file("您的岗位现在不能导入这类文件。")
    kind = kind_named(file_import.kind)
    table = read_table(_content(file_import), file_import.name, kind.importing.resource)
    table.answer(file_import.answers)
    return kind.importing.plan(table=table, by=by)


def _offer(file_import: FileImport, result: ImportResult, preview: bytes) -> FileImport:
    """Something to confirm; or nothing to do."""
    _keep_preview(file_import, result, preview)
    has_nothing = result.count(Outcome.UNCHANGED) == len(result.rows)
    _enter(file_import, "find_nothing_to_do" if has_nothing else "pass_check")
    file_import.save()
    _record("import_checked", file_import, file_import.created_by)
    return file_import


def _refuse(file_import: FileImport, found: SheetErrors) -> FileImport:
    _keep_preview(file_import, found.rest, preview_of(found.rest, found.errors, found.names))
    file_import.errors = len({error.row for error in found.errors})
    file_import.rows += file_import.errors
    if workbook := marked(_content(file_import), file_import.name, found.errors, found.header):
        _keep(file_import, "marked", "errors.xlsx", workbook)
    _enter(file_import, "refuse")
    file_import.save()
    _record("import_refused", file_import, file_import.created_by)
    return file_import


def _keep_preview(file_import: FileImport, result: ImportResult, preview: bytes) -> None:
    file_import.rows = len(result.rows)
    for outcome in Outcome:
        setattr(file_import, outcome, result.count(outcome))
    file_import.fingerprint = hashlib.sha256(preview).hexdigest()
    _keep(file_import, "preview", "preview.json", preview)


def _keep(file_import: FileImport, field: str, name: str, content: bytes) -> None:
    """Under a name of ours: that of the upload never reaches the disk."""
    path = f"imports/{file_import.pk}/{name}"
    getattr(file_import, field).save(path, ContentFile(content), save=False)


def _content(file_import: FileImport) -> bytes:
    with file_import.file.open() as file:
        return bytes(file.read())


def _refuse_at_once(name: str, content: bytes) -> None:
    """What needs no queue to be seen."""
    if len(content) > MAX_UPLOAD_BYTES:
        raise DomainError(TOO_LARGE)
    try:
        check_file(content, name)
    except SheetErrors as error:
        raise DomainError(error.errors[0].reason) from error


def _queue(file_import: FileImport, kind: str, by: User) -> Job:
    """A new job each time: what was confirmed anew is imported anew."""
    prefix = f"{kind}:{file_import.pk}:"
    number = Job.objects.filter(key__startswith=prefix).count() + 1
    return jobs.enqueue(
        kind=kind, key=f"{prefix}{number}", args={"import_id": file_import.pk}, by=by
    )


def _drop_content(file_import: FileImport) -> None:
    """Files first: if this is undone, they are gone all the same, which pages can bear."""
    for field in ("file", "preview", "marked"):
        getattr(file_import, field).delete(save=False)
    file_import.save()


def _locked(file_import: FileImport) -> FileImport:
    """As it is now, and nobody else's until the transaction ends."""
    found = FileImport.objects.select_for_update(of=("self",)).select_related("created_by")
    return found.get(pk=file_import.pk)


def _enter(file_import: FileImport, verb: str) -> None:
    file_import.state = WORKFLOW.enter(verb, ImportState(file_import.state))


def _record(verb: str, file_import: FileImport, by: User, **data: Any) -> None:
    """The name and the counts, never what is in the file."""
    counts = {name: getattr(file_import, name) for name in (*Outcome.values, "errors")}
    audit.record(
        verb=verb, subject=file_import, by=by, data={"name": file_import.name, **counts, **data}
    )
