"""What others may follow. Sent inside the transaction: a receiver only writes rows, so that the
assessment and what follows from it stand or fall together."""

from django.dispatch import Signal

assessed = Signal()  # cycle, on, by
