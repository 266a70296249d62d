from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from evaluation import actions
from evaluation.models import Cycle
from evaluation.rules import Outcome, Policy
from wufaan.errors import DomainError


class Command(BaseCommand):
    help = "立即评估一个年度：没有该年度就新建，打印各类结果的数量。"

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("--from", dest="starts_on", type=date.fromisoformat, metavar="D")
        parser.add_argument("--to", dest="ends_on", type=date.fromisoformat, metavar="D")
        parser.add_argument("--returns", dest="returns_policy", choices=Policy.values)
        parser.add_argument("--satisfaction", dest="satisfaction_policy", choices=Policy.values)
        parser.add_argument("--no-rollup", dest="rolls_up", action="store_false", default=None)

    def handle(self, *, year, **options):
        fields = ["starts_on", "ends_on", "returns_policy", "satisfaction_policy", "rolls_up"]
        changes = {field: options[field] for field in fields if options[field] is not None}
        try:
            counts = assess(year, changes)
        except DomainError as error:
            raise CommandError(str(error)) from error
        for outcome in Outcome:
            self.stdout.write(f"{outcome.label}\t{outcome.value}\t{counts[outcome.value]}")


@transaction.atomic
def assess(year: int, changes: dict) -> dict[str, int]:
    by = User.objects.system()
    cycle = Cycle.objects.filter(year=year).first() or actions.open_cycle(year=year, by=by)
    if changes:
        cycle = actions.configure(cycle=cycle, by=by, **changes)
    return actions.assess(cycle=cycle, by=by)
