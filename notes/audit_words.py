from audit import words
from audit.words import Area

words.verbs(
    Area(9, "工作备注"), {"note_cleared": "清除工作备注的文字", "note_written": "写工作备注"}
)
