"""Every write to the registry, one function per verb. Many at once, from files: bulk.py."""

from communities.actions.closing import check_may_dissolve, check_may_merge, dissolve, merge
from communities.actions.moving import check_may_move, move
from communities.actions.organisations import (
    add_company,
    add_station,
    check_may_close_station,
    close_station,
    rename_company,
    rename_station,
)
from communities.actions.participation import exclude, include
from communities.actions.registering import add_compound, add_place, change
from communities.actions.work import (
    Entry,
    add_evidence,
    keep_work,
    keep_work_with_evidence,
    withdraw_evidence,
)

__all__ = [
    "Entry",
    "add_company",
    "add_compound",
    "add_evidence",
    "add_place",
    "add_station",
    "change",
    "check_may_close_station",
    "check_may_dissolve",
    "check_may_merge",
    "check_may_move",
    "close_station",
    "dissolve",
    "exclude",
    "include",
    "keep_work",
    "keep_work_with_evidence",
    "merge",
    "move",
    "rename_company",
    "rename_station",
    "withdraw_evidence",
]
