"""What the audit trail says of jobs and of files on their way in."""

from audit import words
from audit.words import Area, Key
from jobs.import_kinds import kind_title
from jobs.models import FileImport, Job
from jobs.registry import title_of

AREA = Area(8, "任务和导入")

words.verbs(
    AREA,
    {
        "import_answered": "回答导入文件的疑问",
        "import_checked": "检查导入文件",
        "import_confirmed": "确认导入",
        "import_done": "完成导入",
        "import_dropped": "放弃导入",
        "import_files_dropped": "清除导入的文件",
        "import_refused": "退回有错误的导入文件",
        "import_uploaded": "上传导入文件",
        "job_queued": "排入任务",
        "job_retried": "重试任务",
    },
)
words.subject(Job, keys={"key": "任务编号", "kind": Key("任务", title_of)})
words.subject(
    FileImport,
    called=("name",),
    keys={
        "answers": "回答",
        "changed": "更新",
        "errors": "有错误的行",
        "kind": Key("导入内容", kind_title),
        "new": "新增",
        "unchanged": "无变化",
    },
)
