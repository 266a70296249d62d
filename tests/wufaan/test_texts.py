"""What somebody wrote, before it is kept: by the function, and by the forms."""

import pytest
from django import forms
from django.db import models

from wufaan import personal_data
from wufaan.errors import DomainError
from wufaan.forms import TextField
from wufaan.texts import checked_text

NOTE = models.CharField("情况", max_length=12, name="note")
LONG = models.TextField("正文", name="body")


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("已整改", "已整改"),
        ("  已整改\u3000\n", "已整改"),
        ("一\r\n二\r三 \n", "一\n二\n三"),
        ("\ufeff已\u200b整\x07改", "已整改"),
        ("3\u00a0栋", "3 栋"),
        ("这十二个字正好放得下它们", "这十二个字正好放得下它们"),
        ("\u200b\n这十二个字正好放得下它们", "这十二个字正好放得下它们"),
    ],
)
def test_it_is_kept_tidied(text, tidied):
    assert checked_text(text, NOTE) == tidied
    assert checked_text(tidied, NOTE) == tidied


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "请填写“情况”。"),
        (" \u3000\n", "请填写“情况”。"),
        ("\u200b", "请填写“情况”。"),
        ("长" * 13, "情况有 13 个字，最多 12 个，请写短一些。"),
        ("13812345678", "情况里“1381…78”像手机号码。本系统不保存个人信息，请删去后再提交。"),
        ("138\u200b12345678", "情况里“1381…78”像手机号码。本系统不保存个人信息，请删去后再提交。"),
        ("甸\ue08b村", "情况有无法印刷的字：U+E08B（私用区）。请改用别的字"),
        ("好😀", "情况有无法印刷的字：“😀”（U+1F600）。请改用别的字"),
    ],
)
def test_it_is_refused_with_what_where_and_the_way_out(text, told):
    with pytest.raises(DomainError) as refused:
        checked_text(text, NOTE)
    assert str(refused.value).startswith(told)
    assert refused.value.field == "note"


@pytest.mark.parametrize("text", ["", "长" * 13, "13812345678", "甸\ue08b村"])
def test_every_refusal_calls_it_as_its_page_does(text):
    with pytest.raises(DomainError, match="退回的原因") as refused:
        checked_text(text, NOTE, called="退回的原因", at="reason")
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    ("text", "field", "options"),
    [
        ("", NOTE, {"blank": True}),
        ("甸\ue08b村", NOTE, {"printed": False}),
        ("0875-8121234", LONG, {"allowing": personal_data.OF_AN_OFFICE}),
        ("长" * 9000, LONG, {}),
        ("长" * 9, LONG, {"most": 9}),
    ],
)
def test_what_a_field_is_there_for_passes(text, field, options):
    assert checked_text(text, field, **options) == text


def test_what_is_allowed_lets_nothing_else_pass():
    with pytest.raises(DomainError, match="像手机号码"):
        checked_text("0875-8121234、13812345678", LONG, allowing=personal_data.OF_AN_OFFICE)


@pytest.mark.parametrize(("field", "most"), [(LONG, 9), (NOTE, 9)])
def test_a_text_may_have_a_limit_that_its_field_has_not(field, most):
    with pytest.raises(DomainError, match="有 10 个字，最多 9 个，请写短一些"):
        checked_text("长" * 10, field, most=most)


class Sample(forms.Form):
    note = TextField(NOTE)
    reason = TextField(NOTE, label="退回的原因", rows=2)
    number = TextField(NOTE, label="文号", required=False, most=5)


def test_a_form_tells_all_of_it_at_once_as_the_function_does():
    sent = {"note": "长" * 13, "reason": "电话：13812345678", "number": "长" * 6}
    assert {name: list(errors) for name, errors in Sample(sent).errors.items()} == {
        "note": ["情况有 13 个字，最多 12 个，请写短一些。"],
        "reason": ["退回的原因有 14 个字，最多 12 个，请写短一些。"],
        "number": ["文号有 6 个字，最多 5 个，请写短一些。"],
    }
    assert Sample({"reason": "已核实"}).errors["note"] == ["请填写“情况”。"]


def test_a_form_hands_on_what_is_kept_and_asks_for_no_more():
    form = Sample({"note": "一\r\n二", "reason": "\ufeff已核实 "})
    assert form.is_valid()
    assert form.cleaned_data == {"note": "一\n二", "reason": "已核实", "number": ""}
    assert 'maxlength="12"' in str(form["note"])
    assert 'rows="2"' in str(form["reason"])
