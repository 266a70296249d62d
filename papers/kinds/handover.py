"""牌匾移交清单: what goes to each township to be handed out, signed for by post and not by name."""

from evaluation.models import Cycle, HonourState
from papers.kinds.base import Content, Field, PaperKind, Subject, Words
from papers.kinds.township import authority
from plaques.models import Plaque, PlaqueQuerySet
from plaques.workflow import Custody
from wufaan.documents.official import Table
from wufaan.sheets.resource import Column, Position, Resource

WORDS = Words(
    title="{年度}年度证书牌匾移交清单",
    addressee="{乡镇机关}",
    body="""现移交{年度}年度“无发案小区”“无发案村社”证书牌匾{数量}份（块），编号和名称见附件，请转交有关村（居）民委员会、物业服务企业，核对编号后盖章退回一份。""",
)

FIELDS = (
    Field("乡镇", "乡镇（街道）名称", "某某镇"),
    Field("乡镇机关", "乡镇人民政府或街道办事处", "某某镇人民政府"),
    Field("数量", "移交的证书牌匾", "12"),
)


class HandoverResource(Resource):
    """Plaques, with room to write beside them."""

    position = Position("序号", width=12)
    number = Column("证书编号", width=40)
    name = Column("名称", of="community_name", width=42)
    title = Column("称号", width=23)
    issued_on = Column("颁发日期", of=lambda plaque: plaque.issued_on.isoformat(), width=26)
    remarks = Column("备注", of=lambda plaque: "", width=13)


def in_stock(cycle: Cycle) -> PlaqueQuerySet:
    """Printed, still here, and of titles that stand and are announced."""
    plaques = Plaque.objects.of_year(cycle.year).announced().exclude(sha256="")
    here = plaques.filter(custody=Custody.HERE, honour__state=HonourState.STANDING)
    return here.select_related("honour__community__township").order_by(
        "honour__community__township__code", "number"
    )


def subjects(cycle: Cycle) -> list[Subject]:
    rows = in_stock(cycle).values_list(
        "honour__community__township__code", "honour__community__township__name"
    )
    return [Subject(code, name) for code, name in dict(rows).items()]


def content(cycle: Cycle, about: str) -> Content:
    plaques = list(in_stock(cycle).filter(honour__community__township__code=about))
    township = plaques[0].honour.community.township.name
    fields = {
        "乡镇": township,
        "乡镇机关": authority(township),
        "数量": str(len(plaques)),
    }
    return Content(fields, [Table.of(f"{township}证书牌匾", HandoverResource, plaques)])


KIND = PaperKind(
    name="handover",
    title="牌匾移交清单",
    purpose="向乡镇（街道）移交证书牌匾，双方盖章",
    when="公布年度名单之后，证书制作完成、还在库的可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
    blanks=("接收单位\n（盖章）",),
)
