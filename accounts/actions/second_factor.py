"""The second factor: a code from the telephone's authenticator, or a recovery code on paper."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.actions.locking import locked, not_oneself
from accounts.actions.passwords import easy_to_read
from accounts.models import User
from accounts.second_factor import is_enrolled, is_totp, plain
from accounts.sessions import nobody_s
from audit import actions as audit
from wufaan.errors import DomainError

CODES_GIVEN = 10
_WRONG_RECOVERY_CODE = (
    "恢复码不对，或者已经用过。恢复码是 8 位字母和数字，请核对，或者换一个没用过的；"
    "用手机验证码的，输入 6 位数字。"
)
_WRONG = "验证码不对，或者已经用过。请等手机上换出下一个再输；一直不对的，请核对手机时间。"


def sign_in_with_code(*, code: str, address: str, by: User) -> Device:
    """The step after the password, which completes the sign-in. From where a wrong code came is
    kept, as it is of a lock-out."""
    return _shown(code, by, verb="signed_in", of_failure={"address": address})


def show_second_factor(*, code: str, by: User) -> Device:
    """Once more, by who is signed in, before what weakens the sign-in."""
    return _shown(code, by, verb="second_factor_shown")


def _shown(code: str, by: User, *, verb: str, of_failure: Mapping[str, Any] = {}) -> Device:
    """The device whose code this is; no code is good twice. After each wrong one the wait
    doubles. Wrong ones are on record: who types them knows the password."""
    code = plain(code)
    model = TOTPDevice if is_totp(code) else StaticDevice
    with transaction.atomic():
        device = model.objects.select_for_update().filter(user=by, confirmed=True).first()
        verified = device is not None and _may_try(device) and device.verify_token(code)
        outcome = verb if verified else "second_factor_failed"
        data = {"with": "code" if model is TOTPDevice else "recovery code"}
        data |= {} if verified else of_failure
        audit.record(verb=outcome, subject=by, by=by, data=data)
    # Outside the transaction, which keeps the count of failures and the event.
    if not verified:
        raise DomainError(_WRONG if model is TOTPDevice else _WRONG_RECOVERY_CODE, field="code")
    return device


@transaction.atomic
def enrol(*, key: str, code: str, by: User) -> tuple[Device, list[str]]:
    """Bind the authenticator that holds `key` (hex), which `code` proves. Returns it with the
    recovery codes. Refused while there is one: that takes a code of it (`change_device`)."""
    by = locked(by)
    if is_enrolled(by):
        raise DomainError("这个账号已经绑定了动态口令。要换手机，请在“我的账号”里操作。")
    bound = _bind(by, key, code, field="code")
    audit.record(verb="second_factor_enrolled", subject=by, by=by)
    audit.record(verb="signed_in", subject=by, by=by, data={"with": "code"})
    return bound


def renew_recovery_codes(*, code: str, by: User) -> list[str]:
    """The old ones are good no longer."""
    show_second_factor(code=code, by=by)
    with transaction.atomic():
        audit.record(verb="recovery_codes_renewed", subject=by, by=by)
        return _new_recovery_codes(locked(by))


def change_device(*, key: str, new_code: str, code: str, by: User) -> tuple[Device, list[str]]:
    """Another telephone of one's own, which holds `key` as `new_code` proves, with its recovery
    codes; `code` is of the old one or a recovery code. The old one holds until all is right."""
    with transaction.atomic():
        # Tried, and taken back: a slip here must not use up the code of the old one.
        _bind(by, key, new_code, field="new_code")
        transaction.set_rollback(True)
    show_second_factor(code=code, by=by)
    with transaction.atomic():
        by = locked(by)
        _forget_devices(by)
        audit.record(verb="second_factor_changed", subject=by, by=by)
        return _bind(by, key, new_code, field="new_code")


@transaction.atomic
def reset_second_factor(*, account: User, by: User) -> None:
    """Of someone who lost telephone and recovery codes. Signs them out: a session that somebody
    else may hold must not be the one that binds the next telephone."""
    not_oneself(account, by, "自己的动态口令请在“我的账号”里更换。")
    account = locked(account)
    if not is_enrolled(account):
        raise DomainError(f"账号 {account.username} 没有绑定动态口令，下次登录时会要求绑定。")
    _forget_devices(account)
    account.session_token = nobody_s("reset")
    account.save(update_fields=["session_token"])
    audit.record(verb="second_factor_reset", subject=account, by=by)


def _may_try(device: Device) -> bool:
    allowed, why = device.verify_is_allowed()
    if allowed:
        return True
    # To the second, and not a second too early.
    until = timezone.localtime(why["locked_until"] + timedelta(seconds=1))
    text = f"连续输错 {why['failure_count']} 次，请在 {until:%H:%M:%S} 以后再试。"
    raise DomainError(text, field="code")


def _bind(user: User, key: str, code: str, *, field: str) -> tuple[Device, list[str]]:
    device = TOTPDevice.objects.create(user=user, name="动态口令", key=key)
    if not device.verify_token(plain(code)):
        raise DomainError(_WRONG, field=field)
    return device, _new_recovery_codes(user)


def _new_recovery_codes(user: User) -> list[str]:
    device, _ = StaticDevice.objects.get_or_create(user=user, name="恢复码")
    device.token_set.all().delete()
    codes = [easy_to_read(8) for _ in range(CODES_GIVEN)]
    StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
    return codes


def _forget_devices(user: User) -> None:
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user).delete()
