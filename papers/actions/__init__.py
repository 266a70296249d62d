"""Every write: ordering papers, making them, changing their words."""

from papers.actions.making import make, order
from papers.actions.wording import change_words

__all__ = ["change_words", "make", "order"]
