from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.queries import verify_chain


class Command(BaseCommand):
    help = "校验审计链：逐条重算散列，打印链长和链头。"

    def handle(self, *args: Any, **options: Any) -> None:
        chain = verify_chain()
        if chain.broken_at is not None:
            raise CommandError(
                f"审计链在第 {chain.broken_at} 条断开：该条内容与其散列不符，或前面有记录缺失。"
                "请保留现场，用最近一次备份中的链头比对。"
            )
        self.stdout.write(f"审计链完整。共 {chain.length} 条，链头 {chain.head}")
