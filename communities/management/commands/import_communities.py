from pathlib import Path

from accounts.models import User
from communities.import_plan import CommunityImport
from wufaan.commands import FileCommand
from wufaan.sheets.reading import read_file
from wufaan.sheets.results import ImportResult


class Command(FileCommand):
    help = "导入小区、行政村和社区。全部正确才导入，否则逐行列出错误。"

    def bring_in(self, file: Path) -> ImportResult:
        table = read_file(file, CommunityImport.resource)
        return CommunityImport.carry_out(table=table, by=User.objects.system())
