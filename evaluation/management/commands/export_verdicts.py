from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evaluation.management.commands.assess import check_year
from evaluation.year.export import write_verdicts
from evaluation.year.models import Cycle
from wufaan.errors import DomainError


class Command(BaseCommand):
    help = "把一个年度的评估结果导出为 CSV 或 XLSX（按文件名后缀）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("file", type=Path)

    def handle(self, *, year: int, file: Path, **options: Any) -> None:
        cycle = Cycle.objects.filter(year=year).first()
        if cycle is None:
            raise CommandError(f"没有 {year} 年度。{_advice(year)}")
        try:
            count = write_verdicts(cycle, file)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已导出 {count} 行到 {file}。")


def _advice(year: int) -> str:
    """What `assess` would say of the year, or else to run it."""
    try:
        check_year(year, create=False)
    except DomainError as error:
        return str(error)
    return f"先运行 manage.py assess {year}。"
