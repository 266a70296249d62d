"""Every write to certificates, one function per verb."""

from plaques.actions.custody import deliver, leave, recall, recover, take_back
from plaques.actions.printing import bind, make, order

__all__ = ["bind", "deliver", "leave", "make", "order", "recall", "recover", "take_back"]
