"""What others may follow. Sent inside the transaction: a receiver only writes rows (a job, say),
so that the end of a title, or its reinstatement, and what follows stand or fall together."""

from django.dispatch import Signal

honour_ended = Signal()  # honour, on, by
honour_reinstated = Signal()  # reinstatement, on, by
