from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo import accounts
from demo.seed import is_there, seed
from wufaan.errors import DomainError


class Command(BaseCommand):
    help = "向空数据库装入演示数据：真实的村社名录、虚构的小区和案（事）件。须设 WUFAAN_DEMO=1。"

    def handle(self, **options: Any) -> None:
        if not settings.WUFAAN_DEMO:
            raise CommandError("这是演示命令。确要装入虚构数据，请先设环境变量 WUFAAN_DEMO=1。")
        if is_there():
            self.stdout.write("演示数据已在库中，没有改动。")
        else:
            self._seed()
        self._tell()

    def _seed(self) -> None:
        self.stdout.write("正在装入演示数据，约需半分钟……")
        try:
            seed()
        except DomainError as error:
            raise CommandError(str(error)) from error
        settings.DEMO_MARK.touch()
        self.stdout.write("演示数据已装好，案（事）件全部虚构。")
        self.stdout.write("证书由后台任务制作，服务启动后一分钟左右全部做完。")

    def _tell(self) -> None:
        lines = [("用户名", "角色", "岗位"), *accounts.table()]
        widths = [max(_width(line[column]) for line in lines) + 3 for column in range(2)]
        self.stdout.write("")
        for username, role, post in lines:
            self.stdout.write(f"  {_pad(username, widths[0])}{_pad(role, widths[1])}{post}")
        self.stdout.write(f"\n  密码都是 {accounts.PASSWORD}")
        self.stdout.write(f"  公众页面 {settings.PUBLIC_BASE_URL}/")
        self.stdout.write(f"  工作人员 {settings.PUBLIC_BASE_URL}/sign-in/\n")


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(1 if c.isascii() else 2 for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
