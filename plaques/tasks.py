"""Certificates by the hundred, in chunks that are each done or not done."""

from accounts.models import User
from evaluation.models import Cycle
from jobs.actions import Progress
from jobs.registry import job
from plaques import actions
from plaques.models import Plaque

CHUNK = 20


@job("certificates", "制作证书")
def make_certificates(progress: Progress, *, cycle_id: int, by_id: int) -> None:
    """Makes what has not been made: after a crash it goes on with the next chunk."""
    cycle, by = Cycle.objects.get(pk=cycle_id), User.objects.get(pk=by_id)
    which = f"{cycle.year} 年度证书"
    plaques = Plaque.objects.of_year(cycle.year).select_related("honour")
    total = plaques.count()
    while chunk := list(plaques.unmade()[:CHUNK]):
        actions.make(plaques=chunk, by=by)
        done = total - plaques.unmade().count()
        progress.update(done=done, total=total, message=f"{which}已制作 {done} / {total} 张")
    actions.bind(cycle=cycle, by=by)
    progress.update(done=total, total=total, message=f"{which} {total} 张和合订本已制作完成")
