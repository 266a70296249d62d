from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

register(
    Entry("registry", "名录", Permission.SEE_REGISTRY, "registry", Heading.REGISTRY, 10),
    Entry("work", "创建台账", Permission.SEE_REGISTRY, "work", Heading.REGISTRY, 20),
    Entry("stations", "派出所", Permission.KEEP_STATIONS, "registry", Heading.REGISTRY, 30),
)
