"""Long work as a file."""

from datetime import datetime

from django.utils.timezone import localtime

from jobs.models import State
from wufaan.sheets.resource import Column, Resource


def _minute(at: datetime | None) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else ""


class JobResource(Resource):
    """Jobs with whoever asked for them."""

    sheet_title = "任务"

    title = Column("任务")
    state = Column("状态", words=State)
    progress = Column("进展", of=lambda job: job.error or job.message)
    by = Column("发起", of=lambda job: job.created_by.post_at(job.created_at))
    began = Column("开始", of=lambda job: _minute(job.created_at))
    ended = Column("结束", of=lambda job: _minute(job.finished_at))
