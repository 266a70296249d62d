"""People who sign in: a name to sign in with, one role, and for officers their station."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from accounts.permissions import PERMISSIONS, Permission, Role
from audit.models import Event
from wufaan.marks import MarkedChoices, Shape, Tone


class AccountState(MarkedChoices):
    ACTIVE = "active", Shape.TICK, Tone.GOOD, "启用"
    CLOSED = "closed", Shape.DASH, Tone.PAST, "停用"


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> Self:
        """Accounts of people, for whoever manages them. The robot's is nobody's to touch."""
        if not user.can(Permission.MANAGE_ACCOUNTS):
            return self.none()
        return self.exclude(role=Role.SYSTEM)

    def who_can(self, permission: Permission) -> Self:
        """Open accounts with that permission."""
        roles = [role for role, granted in PERMISSIONS.items() if permission in granted]
        return self.filter(role__in=roles, is_active=True)

    def active_administrators(self) -> Self:
        return self.filter(role=Role.ADMINISTRATOR, is_active=True)

    def called(self, post: str) -> Self:
        """Whose post is called so, or was."""
        return self.filter(
            Q(display_name=post) | Q(former_posts__contains=[{"display_name": post}])
        )

    def posts_of(self, events: Collection[Event]) -> dict[int, str]:
        """Sequence of each event → the post, as it was called then, of whoever did it; one query,
        however many there are. Without an account: the plain text of the chain."""
        found = {
            user.username: user for user in self.filter(username__in={e.actor for e in events})
        }
        return {
            event.sequence: user.post_at(event.at) if user else event.actor
            for event in events
            for user in [found.get(event.actor)]
        }


class UserManager(BaseUserManager["User"]):
    def system(self) -> "User":
        """The robot that acts for the schedule and for commands. It cannot sign in."""
        return self.get(role=Role.SYSTEM)


class User(AbstractBaseUser):
    """An account belongs to a post, not to a person: `display_name` says which post
    («治安大队内勤»), so that no personal data is kept. `station_code` is plain text because
    stations stand above accounts in the order of the apps, and so is `station_name`, which follows
    the station by a trigger (communities/stations.sql).

    Post and station are dated facts. `former_posts` are those that the account had before, the
    first first, each with the moment `until` which it had it; a trigger adds to them whenever one
    of them changes. What somebody signed shows post and station of then: `post_at`."""

    username = models.CharField("用户名", max_length=150, unique=True)
    display_name = models.CharField("岗位", max_length=50)
    role = models.CharField("角色", max_length=20, choices=Role)
    station_code = models.CharField("派出所代码", max_length=12, blank=True)
    station_name = models.CharField("派出所", max_length=50, blank=True, editable=False)
    former_posts = models.JSONField("原岗位", default=list, editable=False)
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    # Only the session that holds the same token is this person's: see accounts.sessions.
    session_token = models.CharField(max_length=64, blank=True, editable=False)
    # Of the user of a request: whether this session has shown a code (django_otp.middleware).
    is_verified: Callable[[], bool]

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name", "role"]

    class Meta:
        verbose_name = "账号"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                name="officers_and_only_officers_have_a_station",
                condition=(Q(role=Role.OFFICER) & ~Q(station_code=""))
                | (~Q(role=Role.OFFICER) & Q(station_code="")),
            ),
            models.UniqueConstraint(
                name="one_system_user", fields=["role"], condition=Q(role=Role.SYSTEM)
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def state(self) -> AccountState:
        return AccountState.ACTIVE if self.is_active else AccountState.CLOSED

    def post_at(self, moment: datetime | None) -> str:
        """What the post was called at that moment, with its station where it does not name it; the
        present one where none is known."""
        for post in self.former_posts:
            if moment and moment <= datetime.fromisoformat(post["until"]):
                return _at(post.get("station_name", ""), post["display_name"])
        return _at(self.station_name, self.display_name)

    def can(self, permission: str) -> bool:
        return self.is_active and permission in PERMISSIONS[Role(self.role)]


def _at(station: str, post: str) -> str:
    return post if station in post else f"{station}·{post}"
