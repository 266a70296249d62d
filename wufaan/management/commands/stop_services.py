from django.conf import settings
from django.core.management.base import BaseCommand

from wufaan.embedded import postgres, valkey


class Command(BaseCommand):
    help = "停止内置的 PostgreSQL 和 Valkey。数据保留在 var/。"
    requires_system_checks = ()

    def handle(self, *args, **options):
        for name, service in (("PostgreSQL", postgres), ("Valkey", valkey)):
            stopped = service.stop(settings.VAR_DIR)
            self.stdout.write(f"内置 {name} {'已停止' if stopped else '没有在运行'}。")
