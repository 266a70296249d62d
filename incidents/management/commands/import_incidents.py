from pathlib import Path

from accounts.models import User
from incidents.import_plan import IncidentImport
from wufaan.commands import FileCommand
from wufaan.sheets.reading import read_file
from wufaan.sheets.results import ImportResult


class Command(FileCommand):
    help = "导入案（事）件。全部正确才导入，否则逐行列出错误。"

    def bring_in(self, file: Path) -> ImportResult:
        table = read_file(file, IncidentImport.resource)
        return IncidentImport.carry_out(table=table, by=User.objects.system())
