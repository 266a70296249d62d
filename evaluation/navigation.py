from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

_P, _H = Permission, Heading

register(
    Entry("dashboard", "总览", _P.SEE_CYCLES, "dashboard", _H.FIRST, 20, begins=True),
    Entry("cycles", "评选年度", _P.SEE_CYCLES, "candidates", _H.YEAR, 10),
    Entry("targets", "目标", _P.SEE_CYCLES, "targets", _H.YEAR, 20),
    Entry("objections", "异议", _P.SEE_CYCLES, "public", _H.YEAR, 30),
    Entry("honours", "称号", _P.SEE_CYCLES, "candidates", _H.YEAR, 40),
    Entry("nominations", "报上级命名", _P.SEE_CYCLES, "ladder", _H.YEAR, 50),
    Entry("rereviews", "复核", _P.SEE_CYCLES, "rereviews", _H.YEAR, 60),
    Entry("holidays", "节假日", _P.RUN_CYCLE, "dashboard", _H.SYSTEM, 20),
)
