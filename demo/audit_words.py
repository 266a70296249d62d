"""What the audit trail says of invented data."""

from audit import words
from jobs.audit_words import AREA

words.verbs(AREA, {"demo_loaded": "装入演示数据"})
