import getpass
import re
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import stations
from accounts.actions import create_user, unopened
from accounts.models import User
from accounts.permissions import Role
from wufaan.errors import DomainError


class Command(BaseCommand):
    help = "新建账号。密码从终端输入，不出现在命令行里。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("role", choices=[r for r in Role.values if r != Role.SYSTEM])
        parser.add_argument("--display-name", required=True, help="岗位名称，不写姓名")
        parser.add_argument("--station-code", default="", help="派出所民警必填，12 位")

    def handle(
        self, *, username: str, role: str, display_name: str, station_code: str, **options: Any
    ) -> None:
        if (role == Role.OFFICER) != bool(station_code):
            raise CommandError("派出所民警必须写 --station-code，其他角色不写。")
        if station_code and not re.fullmatch(r"\d{12}", station_code):
            raise CommandError("--station-code 是 12 位数字的派出所代码。")
        account: dict[str, Any] = {
            "username": username,
            "display_name": display_name,
            "role": Role(role),
            "station_code": station_code,
        }
        try:
            unopened(**account)
            create_user(**account, password=_password(), by=User.objects.system())
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已新建账号 {username}。")
        if station_code and station_code not in stations.names():
            self.stdout.write(f"注意：名录里还没有代码为 {station_code} 的派出所，请核对。")


def _password() -> str:
    """Asked for; from a script, the first line of what it pipes in."""
    if sys.stdin.isatty():
        return getpass.getpass("密码：")
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandError("没有读到密码：请在终端里运行，或者从标准输入给一行密码。")
    return password
