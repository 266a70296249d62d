"""Papers by the dozen, each done or not done."""

from accounts.models import User
from jobs.registry import job
from papers import actions
from papers.models import Paper, PaperState


@job("papers", "制作文稿", somebody_waits=True)
def make_papers(progress, *, by_id: int) -> None:
    """Makes what has not been made: after a crash it goes on with the next one."""
    by = User.objects.get(pk=by_id)
    papers = Paper.objects.filter(job=progress.job_id).order_by("pk")
    total = papers.count()
    for paper in papers.waiting():
        actions.make(paper=paper, by=by)
        done = total - papers.waiting().count()
        progress.update(done=done, total=total, message=f"已制作 {done} / {total} 份文稿")
    failed = papers.filter(state=PaperState.FAILED).count()
    told = f"，{failed} 份没有制成，原因见文稿列表" if failed else ""
    progress.update(done=total, total=total, message=f"{total - failed} 份文稿已制作完成{told}")
