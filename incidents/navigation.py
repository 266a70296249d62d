from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

_P, _H = Permission, Heading

register(
    Entry("station", "我的辖区", _P.REPORT_INCIDENT, "officer", _H.FIRST, 10, begins=True),
    Entry("queue", "认定", _P.DETERMINE, "queue", _H.INCIDENTS, 10),
    Entry("incidents", "案（事）件", _P.SEE_INCIDENTS, "officer", _H.INCIDENTS, 20),
    Entry("returns", "月度报告", _P.SEE_INCIDENTS, "officer", _H.INCIDENTS, 30),
)
