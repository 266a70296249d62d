from accounts.models import User
from communities.import_plan import CommunityImport
from wufaan.commands import FileCommand
from wufaan.sheets.reading import read_file


class Command(FileCommand):
    help = "导入小区、行政村和社区。全部正确才导入，否则逐行列出错误。"

    def bring_in(self, file):
        table = read_file(file, CommunityImport.resource)
        return CommunityImport.carry_out(table=table, by=User.objects.system())
