"""Post and station of an account are dated facts. Those of before come from the audit trail."""

from django.db import migrations, models

from wufaan.database import guards

_FROM_THE_TRAIL = """
    UPDATE accounts_user u SET former_posts = kept.posts
      FROM (SELECT subject, jsonb_agg(jsonb_build_object(
                       'display_name', data -> 'before' -> 'display_name',
                       'station_code', data -> 'before' -> 'station_code',
                       'until', at) ORDER BY sequence) AS posts
              FROM audit_event
             WHERE verb = 'account_changed'
               AND (data -> 'before' -> 'display_name', data -> 'before' -> 'station_code')
                   IS DISTINCT FROM
                   (data -> 'after' -> 'display_name', data -> 'after' -> 'station_code')
             GROUP BY subject) kept
     WHERE kept.subject = 'accounts.user:' || u.id
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_system_user"), ("audit", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="former_posts",
            field=models.JSONField(default=list, editable=False, verbose_name="原岗位"),
        ),
        migrations.RunSQL(_FROM_THE_TRAIL, migrations.RunSQL.noop),
        *guards("accounts"),
    ]
