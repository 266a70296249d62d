"""What every form says of what was left out."""

import re

from django import forms
from django.conf import settings

from tests.pages import as_read


class Sample(forms.Form):
    title = forms.CharField(label="标题")
    kind = forms.ChoiceField(label="种类", choices=[("a", "甲")])
    seen = forms.BooleanField(label="已核对")
    reason = forms.CharField(label="原因", error_messages={"required": "请写明原因。"})


def test_what_was_left_out_is_called_by_its_name():
    assert {name: list(errors) for name, errors in Sample({}).errors.items()} == {
        "title": ["请填写“标题”。"],
        "kind": ["请选择“种类”。"],
        "seen": ["请勾选“已核对”。"],
        "reason": ["请写明原因。"],
    }


def test_the_same_form_asked_again_says_the_same_of_another_label():
    form = Sample({})
    form.fields["title"].label = "公示标题"
    assert form.errors["title"] == ["请填写“公示标题”。"]
    assert Sample({}).errors["title"] == ["请填写“标题”。"]


def test_every_page_puts_the_cursor_where_a_form_was_refused():
    told = re.compile(r'<[^<>]*role="alert"[^<>]*>[^<]*non_field_errors')
    pages = settings.BASE_DIR.glob("templates/**/*.html")
    places = [place for page in pages for place in told.findall(as_read(page.read_text()))]
    assert len(places) > 5
    assert [place for place in places if 'tabindex="-1" autofocus' not in place] == []
