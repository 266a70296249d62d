from django.db import transaction

from accounts.models import User
from accounts.second_factor import required_of
from audit import actions as audit


@transaction.atomic
def note_sign_in(*, by: User) -> None:
    """After the right password. Where a code is asked for too, the sign-in is complete only with
    that (`sign_in_with_code`, `enrol`); the attempt is on record all the same."""
    verb = "password_shown" if required_of(by) else "signed_in"
    audit.record(verb=verb, subject=by, by=by)
