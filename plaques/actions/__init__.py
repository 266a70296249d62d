"""Every write to certificates, one function per verb."""

from plaques.actions.custody import check_may_move, deliver, recall, recover
from plaques.actions.printing import bind, make, order

__all__ = ["bind", "check_may_move", "deliver", "make", "order", "recall", "recover"]
