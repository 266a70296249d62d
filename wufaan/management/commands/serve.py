from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wufaan import runner
from wufaan.errors import DomainError


class Command(BaseCommand):
    help = "在本机运行全部服务（网页、任务、定时），按 Ctrl-C 停止。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="网页端口，默认 8000")

    def handle(self, *, port: int, **options: Any) -> None:
        environment = {"GUNICORN_CMD_ARGS": f"--bind 127.0.0.1:{port}"}
        if settings.WUFAAN_DEMO:  # who tries it out as root reads the accounts, not this
            environment["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser"
        try:
            with runner.only_one(settings.VAR_DIR), runner.running_processes(environment):
                self.stdout.write(f"正在运行：http://127.0.0.1:{port} （按 Ctrl-C 停止）")
                self.stdout.flush()
                runner.wait_for_an_end()
        except DomainError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stdout.write("已停止。")
        else:
            raise CommandError("有一个服务自己退出了，其余的已停止。原因见上面的输出。")
