"""What all forms have in common; the setting FORM_RENDERER brings it to every one of them."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.forms.renderers import DjangoTemplates

from wufaan.errors import DomainError
from wufaan.texts import checked_text

_GENERIC = forms.Field.default_error_messages["required"]


class BoundField(forms.BoundField):
    """What was left out is called by its name, unless the field has words of its own for it:
    "this field is required" is no help where the refusal is read out by itself."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages["required"] == _GENERIC:
            said = f"请{_verb(field.widget)}“{self.label}”。"
            field.error_messages = field.error_messages | {"required": said}


class TextField(forms.CharField):
    """Words that are kept in the field `of` a model. What `checked_text` has against them is told
    along with whatever else is wrong with the form. With `rows` there is room for so many lines;
    `most` is how long they may be where the model does not say it, or says more."""

    def __init__(
        self,
        of: "models.Field[Any, Any]",
        *,
        rows: int = 0,
        called: str = "",
        most: int | None = None,
        printed: bool = True,
        allowing: Collection[str] = (),
        **options: Any,
    ) -> None:
        self.of, self.called, self.printed, self.allowing = of, called, printed, allowing
        self.most = most or of.max_length
        attrs = {"class": "form-control"}
        widget = forms.Textarea(attrs | {"rows": rows}) if rows else forms.TextInput(attrs)
        super().__init__(**{"label": of.verbose_name, "widget": widget} | options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        return {"maxlength": str(self.most)} | attrs if self.most else attrs

    def clean(self, value: str) -> str:
        try:
            return checked_text(
                super().clean(value),
                self.of,
                called=self.called or str(self.label or ""),
                most=self.most,
                blank=not self.required,
                printed=self.printed,
                allowing=self.allowing,
            )
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


class Once(forms.Form):
    """Bears a key of its own, so that the same form sent twice can be told from two
    (wufaan.database.sent_before)."""

    sent_as = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"sent_as": uuid.uuid4().hex, **(initial or {})}
        super().__init__(*args, **kwargs)


def offer(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """What may be chosen in a field of this form."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def offer_words(form: forms.BaseForm, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """As `offer`, of a field without a model: value and label, or label and a group of them."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class Renderer(DjangoTemplates):
    bound_field_class = BoundField


def _verb(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "勾选"
    return "选择" if isinstance(widget, forms.widgets.ChoiceWidget) else "填写"


NUMBER = {"class": "form-control short"}


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date", "class": "form-control short"}, format="%Y-%m-%d")
