"""The robot that acts for the schedule and for commands."""

from django.db import migrations


def create(apps, schema_editor):
    apps.get_model("accounts", "User").objects.create(
        username="system", display_name="系统（定时任务与命令）", role="system", password="!"
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_guards")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
