from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

_P, _H = Permission, Heading

register(
    Entry("cycles", "评选年度", _P.SEE_CYCLES, "candidates", _H.YEAR, 10),
    Entry("targets", "目标", _P.SEE_CYCLES, "targets", _H.YEAR, 20),
    Entry("holidays", "节假日", _P.RUN_CYCLE, "dashboard", _H.SYSTEM, 20),
)
