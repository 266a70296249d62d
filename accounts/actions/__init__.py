"""Every write to accounts, one function per verb."""

from accounts.actions.keeping import (
    change_user,
    close,
    create_user,
    move_to_station,
    open_again,
    unlock,
    unopened,
)
from accounts.actions.passwords import change_password, one_time_password, reset_password
from accounts.actions.second_factor import (
    change_device,
    enrol,
    renew_recovery_codes,
    reset_second_factor,
    show_second_factor,
    sign_in_with_code,
)
from accounts.actions.signing_in import note_sign_in

__all__ = [
    "change_device",
    "change_password",
    "change_user",
    "close",
    "create_user",
    "enrol",
    "move_to_station",
    "note_sign_in",
    "one_time_password",
    "open_again",
    "renew_recovery_codes",
    "reset_password",
    "reset_second_factor",
    "show_second_factor",
    "sign_in_with_code",
    "unlock",
    "unopened",
]
