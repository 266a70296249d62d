from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

register(
    Entry("imports", "导入", Permission.IMPORT_FILES, "imports", Heading.REGISTRY, 40),
    Entry("jobs", "任务", Permission.SEE_JOBS, "imports", Heading.SYSTEM, 30),
)
