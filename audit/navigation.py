from audit.permissions import SEE_AUDIT
from wufaan.navigation import Entry, Heading, register

register(Entry("audit", "审计", SEE_AUDIT, "audit", Heading.SYSTEM, 40))
