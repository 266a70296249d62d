from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

_P, _H = Permission, Heading

register(
    Entry("objections", "异议", _P.SEE_CYCLES, "public", _H.YEAR, 30),
    # The office, whose rail is long, comes to it from the notice's page.
    Entry("postings", "公示张贴", _P.REPORT_INCIDENT, "notice", _H.YEAR, 35),
)
