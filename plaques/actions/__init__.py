"""Every write to certificates, one function per verb."""

from plaques.actions.custody import deliver, leave, recall, recover, take_back
from plaques.actions.printing import bind, make, order, remake

__all__ = ["bind", "deliver", "leave", "make", "order", "recall", "recover", "remake", "take_back"]
