"""The words of what a station is asked, and of its reply, may be cleared."""

from django.db import migrations

from wufaan.database import run


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0017_words_of_offices")]

    operations = run("evaluation/notice/inquiries.sql")
