from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

register(Entry("papers", "文稿", Permission.SEE_CYCLES, "papers", Heading.YEAR, 80))
