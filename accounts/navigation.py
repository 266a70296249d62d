from accounts.permissions import Permission
from wufaan.navigation import Entry, Heading, register

register(
    Entry(
        "accounts",
        "账号",
        Permission.MANAGE_ACCOUNTS,
        "accounts",
        Heading.SYSTEM,
        10,
        begins=True,
    )
)
