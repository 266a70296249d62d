from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

register(Entry("objections", "异议", Permission.SEE_CYCLES, "public", Heading.YEAR, 30))
