"""An account for every role, and an officer for every station. The password is public: the
command refuses to run unless WUFAAN_DEMO is on."""

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import Role
from communities.models import Station

PASSWORD = "Wufaan-demo-2026"

POSTS = {
    "bangongshi": ("领导小组办公室内勤", Role.OFFICE),
    "lingdao": ("领导小组审批岗", Role.LEADING),
    "shenji": ("审计员", Role.AUDITOR),
    "guanli": ("系统管理员", Role.ADMINISTRATOR),
}


def load(*, by: User) -> None:
    """The stations have to be there."""
    for username, (post, role) in POSTS.items():
        create_user(username=username, display_name=post, role=role, password=PASSWORD, by=by)
    for number, station in enumerate(Station.objects.order_by("code"), 1):
        create_user(
            username=f"minjing{number:02d}",
            display_name=f"{station.name}内勤",
            role=Role.OFFICER,
            station_code=station.code,
            password=PASSWORD,
            by=by,
        )


def office() -> User:
    return User.objects.get(username="bangongshi")


def leading() -> User:
    return User.objects.get(username="lingdao")


def officers() -> dict[str, User]:
    """By the code of their station."""
    return {user.station_code: user for user in User.objects.filter(role=Role.OFFICER)}


def table() -> list[tuple[str, str, str]]:
    """Who can sign in, as what, at which post: one account of each role, three officers."""
    users = list(User.objects.filter(username__in=POSTS)) + list(
        User.objects.filter(role=Role.OFFICER)[:3]
    )
    return [(user.username, user.get_role_display(), user.display_name) for user in users]
