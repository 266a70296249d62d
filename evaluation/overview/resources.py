"""The statistics, out."""

from evaluation.overview.statistics import ENDINGS, PARTS
from evaluation.streaks.models import Level
from wufaan.sheets.resource import Column, Resource


class StatisticResource(Resource):
    """Lines as `statistics.incident_lines` gives them."""

    sheet_title = "案（事）件统计"
    unit = "行"

    year = Column("年度", of=lambda line: str(line.year))
    by = Column("分类", of=lambda line: line.by.value)
    code = Column("代码")
    name = Column("名称")
    counted = Column(PARTS[0])
    passed = Column(PARTS[1])
    waiting = Column(PARTS[2])
    total = Column("合计")


class TitleStatisticResource(Resource):
    """Lines as `statistics.title_lines` gives them."""

    sheet_title = "称号统计"
    unit = "行"

    level = Column("级别", words=Level)
    year = Column("年度", of=lambda line: str(line.year))
    total = Column("授予")
    standing = Column(ENDINGS[0])
    revoked = Column(ENDINGS[1])
    void = Column(ENDINGS[2])
