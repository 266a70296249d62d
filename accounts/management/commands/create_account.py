import getpass

from django.core.management.base import BaseCommand, CommandError

from accounts import stations
from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import Role
from wufaan.errors import DomainError


class Command(BaseCommand):
    help = "新建账号。密码从终端输入，不出现在命令行里。"

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("role", choices=[r for r in Role.values if r != Role.SYSTEM])
        parser.add_argument("--display-name", required=True, help="岗位名称，不写姓名")
        parser.add_argument("--station-code", default="", help="派出所民警必填，12 位")

    def handle(self, *, username, role, display_name, station_code, **options):
        if (role == Role.OFFICER) != bool(station_code):
            raise CommandError("派出所民警必须写 --station-code，其他角色不写。")
        try:
            create_user(
                username=username,
                display_name=display_name,
                role=Role(role),
                password=getpass.getpass("密码："),
                station_code=station_code,
                by=User.objects.system(),
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已新建账号 {username}。")
        if station_code and station_code not in stations.names():
            self.stdout.write(f"注意：名录里还没有代码为 {station_code} 的派出所，请核对。")
