"""Every write to accounts."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.permissions import Role
from audit import actions as audit
from wufaan.errors import DomainError


@transaction.atomic
def create_user(
    *, username: str, display_name: str, role: Role, password: str, station_code: str = "", by
) -> User:
    """Open an account. Refuses a taken name and a weak password."""
    if User.objects.filter(username=username).exists():
        raise DomainError(f"用户名“{username}”已被使用，请换一个。")
    user = User(username=username, display_name=display_name, role=role, station_code=station_code)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise DomainError("密码不合要求：" + "".join(error.messages)) from error
    user.set_password(password)
    user.save()
    data = {"role": role, "station_code": station_code}
    audit.record(verb="account_created", subject=user, by=by, data=data)
    return user
