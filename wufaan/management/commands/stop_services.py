from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from wufaan import embedded, runner


class Command(BaseCommand):
    help = "停止 serve 和内置的 PostgreSQL、Valkey。数据保留在 var/。"
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        # First those who would start the servers again.
        if runner.stop_other(settings.VAR_DIR):
            self.stdout.write("网页、任务和定时服务已停止。")
        for name, service in embedded.in_use():
            stopped = service.stop(settings.VAR_DIR)
            self.stdout.write(f"内置 {name} {'已停止' if stopped else '没有在运行'}。")
