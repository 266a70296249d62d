"""What all forms have in common; the setting FORM_RENDERER brings it to every one of them."""

from django import forms
from django.forms.renderers import DjangoTemplates

_GENERIC = forms.Field.default_error_messages["required"]


class BoundField(forms.BoundField):
    """What was left out is called by its name, unless the field has words of its own for it:
    "this field is required" is no help where the refusal is read out by itself."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        if field.error_messages["required"] == _GENERIC:
            said = f"请{_verb(field.widget)}“{self.label}”。"
            field.error_messages = field.error_messages | {"required": said}


class Renderer(DjangoTemplates):
    bound_field_class = BoundField


def _verb(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "勾选"
    return "选择" if isinstance(widget, forms.widgets.ChoiceWidget) else "填写"
