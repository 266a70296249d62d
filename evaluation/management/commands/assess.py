from argparse import ArgumentTypeError, BooleanOptionalAction
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from evaluation.year import actions
from evaluation.year.models import Cycle
from evaluation.year.rules import Outcome, Policy, default_period
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.sheets.values import date_value


class Command(BaseCommand):
    help = "立即评估一个年度：没有该年度就新建，打印各类结果的数量。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--from", dest="starts_on", type=day, metavar="D")
        parser.add_argument("--to", dest="ends_on", type=day, metavar="D")
        parser.add_argument("--returns", dest="returns_policy", choices=Policy.values)
        parser.add_argument("--satisfaction", dest="satisfaction_policy", choices=Policy.values)
        parser.add_argument("--create", action="store_true", help="明年以后的年度也新建")
        parser.add_argument("--rollup", dest="rolls_up", action=BooleanOptionalAction)
        parser.add_argument("--least-months", type=int, choices=range(61), metavar="N")

    def handle(self, *, year: int, **options: Any) -> None:
        fields = ["starts_on", "ends_on", "returns_policy", "satisfaction_policy", "rolls_up"]
        fields += ["least_months"]
        changes = {field: options[field] for field in fields if options[field] is not None}
        try:
            check_year(year, create=options["create"])
            cycle, counts = assess(year, changes)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{cycle}：评选期 {cycle.starts_on} 至 {cycle.ends_on}；"
            f"缺零报告时{cycle.get_returns_policy_display()}；"
            f"满意度{cycle.get_satisfaction_policy_display()}；"
            f"小区案件{'' if cycle.rolls_up else '不'}计入所在村社"
            + (f"；设立不满 {cycle.least_months} 个月的不参评" if cycle.least_months else "")
        )
        for outcome in Outcome:
            self.stdout.write(f"{outcome.label}\t{outcome.value}\t{counts[outcome.value]}")


def check_year(year: int, *, create: bool) -> None:
    """A year once opened is there for good, so a slip of the finger opens none."""
    default_period(year)  # refuses what is no year at all
    if year <= today().year + 1 or create or Cycle.objects.filter(year=year).exists():
        return
    raise DomainError(f"{year} 年度还没有建立，又在明年之后。确实要建立的，请加 --create。")


@transaction.atomic
def assess(year: int, changes: dict[str, Any]) -> tuple[Cycle, dict[str, int]]:
    """Settings that the command line does not name stay as they are."""
    by = User.objects.system()
    cycle = Cycle.objects.filter(year=year).first() or actions.open_cycle(year=year, by=by)
    if changes:
        cycle = actions.configure(cycle=cycle, by=by, **changes)
    return cycle, actions.assess(cycle=cycle, by=by)


def day(text: str) -> date:
    """A date as any file of an office has it."""
    try:
        found = date_value(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
    if found is None:
        raise ArgumentTypeError("日期是空的。")
    return found
