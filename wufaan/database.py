"""What Django's ORM has no word for."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection, migrations
from django.db.models import CharField, Model, QuerySet, TextField, Transform

from wufaan.errors import NOTHING_TICKED, DomainError

M = TypeVar("M", bound=Model)


@CharField.register_lookup
@TextField.register_lookup
class Unspaced(Transform):
    """`name__unspaced__contains`: blanks inside do not count, neither here nor in what is looked
    for (wufaan.normalise.tidy_text). 甸阳 社区 is 甸阳社区, whoever wrote the blank."""

    lookup_name = "unspaced"
    template = "REPLACE(%(expressions)s, ' ', '')"


def one_at_a_time(what: str) -> None:
    """Wait until no other transaction is inside this section; it ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])


def locked_rows(rows: QuerySet[M], ticked: Iterable[M]) -> list[M]:
    """Those of the rows that are ticked, nobody else's until the transaction ends; always in the
    same order, so that two cannot wait for each other. A DomainError where none is."""
    wanted = rows.filter(pk__in=[row.pk for row in ticked]).order_by("pk")
    if found := list(wanted.select_for_update(of=["self"])):
        return found
    raise DomainError(NOTHING_TICKED)


def entry_key(*parts: object) -> str:
    """Of what a form sends: its own key and what is written in it, blanks around that aside."""
    told = "\0".join(str(part).strip() for part in parts)
    return hashlib.sha256(told.encode()).hexdigest()[:40]


def sent_before(model: type[M], key: str) -> M | None:
    """What was put on record under this key of a form, once whoever is at it just now is done: a
    form sent twice is one."""
    one_at_a_time(f"{model._meta.label} {key}")
    return model._default_manager.filter(entry_key=key).first()


def guards(*folders: str) -> list[migrations.RunSQL]:
    """What the database itself holds to, from the `guards.sql` of each folder, for a migration."""
    return run(*(f"{folder}/guards.sql" for folder in folders))


def run(*files: str) -> list[migrations.RunSQL]:
    """Each file replaces what is there, so the way back is to do nothing."""
    texts = [(Path(settings.BASE_DIR) / file).read_text() for file in files]
    return [migrations.RunSQL(text, migrations.RunSQL.noop) for text in texts]
