"""What fell with a title before that was kept beside it: the reason says with which. Then the
guards, which let nothing of an ending change."""

from django.db import migrations

from wufaan.database import guards, run

_LEVELS = (
    "(VALUES ('county', '县级'), ('municipal', '市级'), ('provincial', '省级')) l (level, called)"
)
_FELL = f"""
UPDATE {{table}} t SET fell_with_id = below.id
  FROM evaluation_honour below JOIN {_LEVELS} ON l.level = below.level
 WHERE below.community_id = t.community_id AND below.state <> 'standing' AND {{ended}}
   AND starts_with(t.{{reason}}, '作为依据的 ' || below.year || ' 年' || l.called || '称号')
"""
_TITLES = _FELL.format(
    table="evaluation_honour", reason="end_reason", ended="t.state <> 'standing'"
)
_NOMINATIONS = _FELL.format(
    table="evaluation_nomination", reason="reason", ended="t.state = 'withdrawn'"
)


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0004_reinstatement"), ("audit", "0003_corrections")]
    operations = [
        migrations.RunSQL([_TITLES, _NOMINATIONS], migrations.RunSQL.noop),
        *run("evaluation/ladder/reinstatements.sql"),
        *guards("evaluation/streaks"),
    ]
