from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from audit import actions
from audit.models import Event
from audit.queries import verify_chain

pytestmark = pytest.mark.django_db

VERB = "account_changed"


def record(count: int) -> list[Event]:
    system = User.objects.system()
    for n in range(count):
        actions.record(verb=VERB, subject=system, by=system, data={"number": n, "note": "甸阳"})
    return list(Event.objects.all())


def tamper(sql: str) -> None:
    """As somebody with the keys to the database would: the triggers out of the way."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")


def test_events_are_numbered_and_linked_by_the_database():
    first, second, third = record(3)
    assert [first.sequence, second.sequence, third.sequence] == [1, 2, 3]
    assert first.previous_hash == "0" * 64
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    assert third.actor == "system"
    assert third.subject.startswith("accounts.user:")


def test_many_events_of_one_statement_form_one_chain():
    system = User.objects.system()
    actions.record_many(verb=VERB, subjects=[(system, {"number": n}) for n in range(50)], by=system)
    assert [e.data["number"] for e in Event.objects.all()] == list(range(50))
    chain = verify_chain()
    assert (chain.length, chain.broken_at) == (50, None)
    assert chain.head == Event.objects.last().hash


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_event SET verb = 'other'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
    ],
)
def test_the_database_refuses_change(sql):
    record(1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("sql", "broken_at"),
    [
        ("UPDATE audit_event SET data = '{\"n\": 9}' WHERE sequence = 2", 2),
        ("UPDATE audit_event SET actor = 'other' WHERE sequence = 3", 3),
        ("UPDATE audit_event SET at = at + interval '1 second' WHERE sequence = 1", 1),
        ("DELETE FROM audit_event WHERE sequence = 2", 3),
    ],
)
def test_verifying_finds_the_first_event_that_does_not_follow(sql, broken_at):
    record(4)
    tamper(sql)
    assert verify_chain().broken_at == broken_at


def test_the_command_prints_head_and_length_and_fails_on_a_broken_chain():
    record(2)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "共 2 条" in out.getvalue()
    assert verify_chain().head in out.getvalue()
    tamper("UPDATE audit_event SET verb = 'other' WHERE sequence = 1")
    with pytest.raises(CommandError, match="第 1 条断开"):
        call_command("verify_audit")


def test_an_empty_chain_is_whole():
    chain = verify_chain()
    assert (chain.length, chain.head, chain.broken_at) == (0, "0" * 64, None)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    system = User.objects.system()
    with pytest.raises(RuntimeError, match="transaction"):
        actions.record(verb=VERB, subject=system, by=system)
