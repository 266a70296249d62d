"""What the commands that read a file share: who acts, and how a refusal is told."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wufaan.errors import DomainError
from wufaan.sheets.results import ImportResult


class FileCommand(BaseCommand):
    """A command that reads FILE. Exit status 0 only when everything went in; otherwise nothing
    does, and every error is listed."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV 或 XLSX 文件")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            result = self.bring_in(file)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已导入 {file.name}：{result}。")
        for remark in result.remarks:
            self.stdout.write(f"{remark}。")
        for row in result.rows:
            if row.note:
                self.stdout.write(f"第 {row.number} 行（{row.name}）：{row.note}。")

    def bring_in(self, file: Path) -> ImportResult:
        """Read and import; returns what to print."""
        raise NotImplementedError
