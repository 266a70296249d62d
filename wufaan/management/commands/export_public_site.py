from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from wufaan import static_site
from wufaan.errors import DomainError
from wufaan.static_site.writing import MANIFEST


class Command(BaseCommand):
    help = "把公开页面导出为静态网站，放到任何网页服务器上都能打开。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="空的或者以前导出过的文件夹")

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            static_site.check(folder.resolve())
            files = self._crawl()
            static_site.write(files, folder.resolve())
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已导出 {len(files)} 个文件到 {folder}，校验值在 {MANIFEST}。")

    @transaction.atomic
    def _crawl(self) -> dict[str, bytes]:
        """All pages tell of the same moment, whatever is being worked on meanwhile."""
        if not connection.savepoint_ids:
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return static_site.crawl(self._told)

    def _told(self, count: int) -> None:
        if count % 100 == 0:
            self.stdout.write(f"已取 {count} 个……")
