"""Certificates and their plaques as a file."""

from communities.models import CommunityKind
from evaluation.models import HonourState
from plaques.printing import verify_url
from plaques.workflow import Custody
from wufaan.sheets.resource import Column, Position, Resource


class PlaqueResource(Resource):
    """Plaques with their title and community. What the plaque's maker needs stands first: what is
    written on it, and where its QR code leads."""

    sheet_title = "证书牌匾"
    unit = "张"

    position = Position("序号")
    number = Column("编号")
    name = Column("名称", of="community_name")
    title = Column("称号")
    year = Column("年度", of="honour__year")
    issuer = Column("命名单位")
    issued_on = Column("颁发日期")
    address = Column("二维码网址", of=lambda plaque: verify_url(plaque.number))
    township = Column("乡镇（街道）", of="honour__township_name")
    code = Column("代码", of="honour__community__code")
    kind = Column("类型", of="honour__kind", words=CommunityKind)
    exemplar = Column("先进典型", of="honour__exemplar")
    state = Column("称号状态", of="honour__state", words=HonourState)
    custody = Column("去向", words=Custody)
