"""What stands in the way of a step of the year."""

from evaluation.year.models import Cycle
from evaluation.year.workflow import WORKFLOW


def wrong_state(cycle: Cycle, verb: str) -> str:
    """That the state of the year does not allow this step; nothing where it does."""
    if WORKFLOW.allows(verb, cycle.state):
        return ""
    return f"{cycle.year} 年度{cycle.get_state_display()}，现在不能{WORKFLOW[verb].label}。"
