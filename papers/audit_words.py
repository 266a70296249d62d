"""What the audit trail says of papers and of the office's words in them."""

from audit import words
from audit.words import Key
from papers.kinds import KINDS
from papers.models import Archive, Paper
from plaques.audit_words import AREA

words.verbs(
    AREA,
    {
        "archive_made": "制成归档包",
        "archive_ordered": "安排制作归档包",
        "paper_failed": "没有制成文稿",
        "paper_made": "制作文稿",
        "paper_ordered": "安排制作文稿",
        "wording_changed": "修改文稿用语",
    },
)
words.subject(Paper, keys={"kind": Key("文种", {name: kind.title for name, kind in KINDS.items()})})
words.subject(Archive, called=("cycle__year",), keys={"files": "文件数"})
