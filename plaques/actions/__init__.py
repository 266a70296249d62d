"""Every write to certificates, one function per verb."""

from plaques.actions.custody import deliver, recall, recover
from plaques.actions.printing import bind, make, order

__all__ = ["bind", "deliver", "make", "order", "recall", "recover"]
