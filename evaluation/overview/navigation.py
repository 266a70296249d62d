from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

register(
    Entry("dashboard", "总览", Permission.SEE_CYCLES, "dashboard", Heading.FIRST, 20, begins=True)
)
