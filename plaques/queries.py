"""What can be said of all certificates."""

from django.db.models import Max

from communities.examples import example
from plaques.models import Plaque
from plaques.numbers import as_printed
from wufaan.clock import today


def example_number() -> str:
    """What a number looks like here, in the last year that has certificates: pages for offline use
    may not depend on the day."""
    last = Plaque.objects.announced().aggregate(year=Max("honour__year"))["year"]
    return as_printed(str(example("{county}")), last or today().year, 1)
