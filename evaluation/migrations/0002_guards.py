"""What the database itself holds to, whoever asks."""

from django.db import migrations

from wufaan.database import guards, run


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial"), ("audit", "0002_guards")]
    operations = [
        *guards("evaluation/streaks", "evaluation/year", "evaluation/ladder", "evaluation/notice"),
        *run(
            "evaluation/ladder/reinstatements.sql",
            "evaluation/notice/answers.sql",
            "evaluation/notice/postings.sql",
            "evaluation/notice/inquiries.sql",
            "evaluation/notice/acknowledgements.sql",
            "evaluation/notice/approvals.sql",
        ),
    ]
