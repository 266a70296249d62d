"""Accounts bear the names of their stations. What was signed before is told with the names of today:
those of then were not kept."""

from django.db import migrations

from wufaan.database import run

FILL = """
ALTER TABLE accounts_user DISABLE TRIGGER post_kept;
UPDATE accounts_user u
   SET station_name = coalesce((SELECT name FROM communities_station s WHERE s.code = u.station_code), ''),
       former_posts = (
           SELECT coalesce(jsonb_agg(post || jsonb_build_object('station_name', coalesce(
                      (SELECT name FROM communities_station s WHERE s.code = post ->> 'station_code'), ''))
                      ORDER BY place), '[]')
             FROM jsonb_array_elements(u.former_posts) WITH ORDINALITY AS former(post, place));
ALTER TABLE accounts_user ENABLE TRIGGER post_kept;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0005_former_names"),
        ("accounts", "0004_station_name"),
    ]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        *run("communities/stations.sql"),
    ]
