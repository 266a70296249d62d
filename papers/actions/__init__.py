"""Every write: ordering papers and archives, making them, changing the words of papers."""

from papers.actions.archives import make_archive, order_archive
from papers.actions.making import make, order
from papers.actions.wording import change_words

__all__ = ["change_words", "make", "make_archive", "order", "order_archive"]
