from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

register(Entry("plaques", "证书牌匾", Permission.SEE_CYCLES, "custody", Heading.YEAR, 70))
