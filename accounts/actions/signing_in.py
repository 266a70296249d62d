from django.db import transaction

from accounts.models import User
from audit import actions as audit


@transaction.atomic
def note_sign_in(*, by: User) -> None:
    """With the password alone. Where a code is asked for too, that is noted as well."""
    audit.record(verb="signed_in", subject=by, by=by)
