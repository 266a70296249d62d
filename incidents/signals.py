"""What others may follow. Sent inside the transaction: what a receiver writes stands or falls with
the finding."""

from django.dispatch import Signal

determined = Signal()  # determinations: a list with their incidents and communities, by
