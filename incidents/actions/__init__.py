"""Every write to incidents, one function per verb. Import from files: import_plan.py."""

from incidents.actions.determining import accept_proposal, determine, return_to_station
from incidents.actions.leases import lease, lease_next, release
from incidents.actions.reconsidering import keep_finding, request_reconsideration
from incidents.actions.redacting import redact
from incidents.actions.reporting import answer, correct, report
from incidents.actions.returns import sign_return
from incidents.actions.withdrawals import (
    grant_withdrawal,
    refuse_withdrawal,
    request_withdrawal,
)

__all__ = [
    "accept_proposal",
    "answer",
    "correct",
    "determine",
    "grant_withdrawal",
    "keep_finding",
    "lease",
    "lease_next",
    "redact",
    "refuse_withdrawal",
    "release",
    "report",
    "request_reconsideration",
    "request_withdrawal",
    "return_to_station",
    "sign_return",
]
