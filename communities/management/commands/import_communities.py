from accounts.models import User
from communities.importing import import_communities
from communities.resources import COMMUNITY_COLUMNS
from wufaan.commands import FileCommand
from wufaan.sheets.reading import read_file


class Command(FileCommand):
    help = "导入小区、行政村和社区。全部正确才导入，否则逐行列出错误。"

    def bring_in(self, file):
        table = read_file(file, COMMUNITY_COLUMNS)
        return import_communities(table=table, by=User.objects.system())
