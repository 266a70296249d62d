"""What Django's ORM has no word for."""

from pathlib import Path

from django.conf import settings
from django.db import connection, migrations
from django.db.models import CharField, TextField, Transform


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


def guards(*folders: str) -> list[migrations.RunSQL]:
    """What the database itself holds to, from the `guards.sql` of each folder, for a migration."""
    return run(*(f"{folder}/guards.sql" for folder in folders))


def run(*files: str) -> list[migrations.RunSQL]:
    """Each file replaces what is there, so the way back is to do nothing."""
    texts = [(Path(settings.BASE_DIR) / file).read_text() for file in files]
    return [migrations.RunSQL(text, migrations.RunSQL.noop) for text in texts]
