"""The yearly job."""

from celery import shared_task

from accounts.models import User
from evaluation.year import actions
from evaluation.year.models import Cycle
from evaluation.year.rules import Outcome
from jobs.actions import Progress
from jobs.registry import job
from wufaan.clock import today


@shared_task(name="evaluation.start_year")
def start_year() -> None:
    """Beat calls it every night of November: the first night starts the assessment, the later
    ones make up for a machine that was off; what has been done is not done again."""
    actions.start_year(year=today().year, by=User.objects.system())


@job("assess", "年度评估")
def assess(progress: Progress, *, cycle_id: int, by_id: int) -> None:
    cycle = Cycle.objects.get(pk=cycle_id)
    progress.update(done=0, total=1, message=f"正在评估 {cycle.year} 年度全部小区和村社")
    counts = actions.assess(cycle=cycle, by=User.objects.get(pk=by_id))
    progress.update(done=1, total=1, message=_told(counts))


def _told(counts: dict[str, int]) -> str:
    each = [f"{o.label} {counts[o]} 个" for o in Outcome if counts[o]]
    return f"已评估 {sum(counts.values())} 个小区和村社：{'、'.join(each)}"
