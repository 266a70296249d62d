"""Papers by the dozen, each done or not done."""

from accounts.models import User
from jobs.actions import Progress
from jobs.registry import job
from papers import actions
from papers.models import ARCHIVE, FEW_PAPERS, MANY_PAPERS, Archive, Paper, PaperState


@job(MANY_PAPERS, "制作多份文稿")
@job(FEW_PAPERS, "制作文稿", somebody_waits=True)
def make_papers(progress: Progress, *, by_id: int) -> None:
    """Makes what has not been made: after a crash it goes on with the next one."""
    by = User.objects.get(pk=by_id)
    papers = Paper.objects.filter(job=progress.job_id).order_by("pk")
    total = papers.count()
    for paper in papers.waiting():
        actions.make(paper=paper, by=by)
        done = total - papers.waiting().count()
        progress.update(done=done, total=total, message=f"已制作 {done} / {total} 份文稿")
    failed = papers.filter(state=PaperState.FAILED).count()
    progress.update(done=total, total=total, message=_ended(total - failed, failed))


@job(ARCHIVE, "制作归档包")
def make_archive(progress: Progress, *, by_id: int) -> None:
    archive = Archive.objects.select_related("cycle").get(job=progress.job_id)
    actions.make_archive(archive=archive, progress=progress, by=User.objects.get(pk=by_id))


def _ended(made: int, failed: int) -> str:
    if not made:
        return f"{failed} 份文稿都没有制成，原因见文稿列表"
    told = f"，{failed} 份没有制成，原因见文稿列表" if failed else ""
    return f"{made} 份文稿已制作完成{told}"
