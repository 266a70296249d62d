"""Words that follow what ships are none, so that blank ones can be the office's own."""

from django.db import migrations, models
from django.db.migrations.state import StateApps


def none_where_blank(apps: StateApps, schema_editor: object) -> None:
    apps.get_model("papers", "Wording").objects.filter(body="").update(body=None)


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_guards")]
    operations = [
        migrations.AlterField(
            model_name="wording",
            name="body",
            field=models.TextField(blank=True, null=True, verbose_name="文字"),
        ),
        migrations.AlterField(
            model_name="wording",
            name="part",
            field=models.CharField(
                choices=[
                    ("title", "标题"),
                    ("addressee", "主送机关"),
                    ("body", "正文"),
                    ("signature", "落款"),
                    ("form", "版式"),
                    ("masthead", "发文机关标志"),
                    ("note", "附注"),
                    ("copies", "抄送"),
                    ("printed_by", "印发机关"),
                ],
                max_length=10,
                verbose_name="部分",
            ),
        ),
        migrations.RunPython(none_where_blank, migrations.RunPython.noop),
    ]
