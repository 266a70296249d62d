from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

_P, _H = Permission, Heading

register(
    Entry("dashboard", "总览", _P.SEE_CYCLES, "dashboard", _H.FIRST, 20, begins=True),
    Entry("calendar", "期限", _P.SEE_CYCLES, "dashboard", _H.YEAR, 15),
    Entry("statistics", "统计", _P.SEE_CYCLES, "targets", _H.YEAR, 25),
)
