from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

_P, _H = Permission, Heading

register(
    Entry("honours", "称号", _P.SEE_CYCLES, "candidates", _H.YEAR, 40),
    Entry("nominations", "报上级命名", _P.SEE_CYCLES, "ladder", _H.YEAR, 50),
    Entry("rereviews", "复核", _P.SEE_CYCLES, "rereviews", _H.YEAR, 60),
)
