"""What others may follow. Sent inside the transaction: a receiver only writes rows (a job, say),
so that approval and what follows from it stand or fall together."""

from django.dispatch import Signal

honours_granted = Signal()  # cycle, by
