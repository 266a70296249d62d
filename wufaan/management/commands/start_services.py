from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from wufaan import embedded


class Command(BaseCommand):
    help = "启动内置的 PostgreSQL 和 Valkey（平时用到时会自己启动）。"
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        for name, service in embedded.in_use():
            service.ensure_running(settings.VAR_DIR)
            self.stdout.write(f"内置 {name} 在运行。")
