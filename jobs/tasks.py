"""The tasks that Celery knows; everything else is a job row. And the jobs of this app."""

from celery import shared_task
from celery.signals import worker_ready

from accounts.models import User
from jobs import actions, import_actions
from jobs.actions import Progress
from jobs.models import FileImport
from jobs.registry import job


@shared_task(name="jobs.run")
def run_job(job_id: int) -> None:
    actions.run(job_id=job_id)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    actions.sweep()


@shared_task(name="jobs.drop_files")
def drop_files() -> None:
    import_actions.drop_files(by=User.objects.system())


@worker_ready.connect
def sweep_at_start(**_kwargs: object) -> None:
    """After a crash there is no need to wait for the next sweep."""
    sweep.delay()


def give_up_import(*, import_id: int) -> None:
    import_actions.give_up(file_import=FileImport.objects.get(pk=import_id))


@job("check_import", "检查导入文件", somebody_waits=True, given_up=give_up_import)
def check_import(progress: Progress, *, import_id: int) -> None:
    file_import = FileImport.objects.get(pk=import_id)
    progress.update(done=1, total=3, message=f"正在检查“{file_import.name}”")
    file_import = import_actions.check(file_import=file_import)
    progress.update(done=3, total=3, message=f"已检查 {file_import.rows} 行")


@job("import_file", "导入文件", somebody_waits=True, given_up=give_up_import)
def import_file(progress: Progress, *, import_id: int) -> None:
    file_import = FileImport.objects.get(pk=import_id)
    progress.update(done=1, total=3, message=f"正在导入“{file_import.name}”")
    file_import = import_actions.bring_in(file_import=file_import)
    progress.update(done=3, total=3, message=file_import.get_state_display())
