"""What the audit trail says of certificates and their custody."""

from audit import words
from audit.words import Area, Key
from plaques.models import Bundle, CustodyStep, Plaque, Recipient

AREA = Area(7, "证书和文稿")

words.verbs(
    AREA,
    {
        "bundle_made": "制作证书合订本",
        "plaque_delivered": "送达证书牌匾",
        "plaque_left": "不再收回证书牌匾",
        "plaque_made": "制作证书",
        "plaque_ordered": "编证书号",
        "plaque_recalled": "要求收回证书牌匾",
        "plaque_recovered": "收回证书牌匾",
        "plaque_taken_back": "更正：没有送达",
    },
)
words.subject(Plaque, number="number", about="honour__community")
words.subject(CustodyStep, called=("plaque__number",), about="plaque__honour__community")
words.subject(Bundle, kind="证书合订本")
words.keys({"recipient": Key("送交", dict(Recipient.choices))})
