"""What the office types in about places, stations and companies."""

from typing import Any

from django import forms

from communities.models import (
    Community,
    CommunityKind,
    CommunityQuerySet,
    PropertyCompany,
    Station,
    Township,
)
from communities.period import PROGRAMME_BEGAN
from wufaan.forms import TextField, offer
from wufaan.normalise import tidy_number, tidy_text

PLACES = [
    (CommunityKind.VILLAGE.value, CommunityKind.VILLAGE.label),
    (CommunityKind.NEIGHBOURHOOD.value, CommunityKind.NEIGHBOURHOOD.label),
]
# What a form of communities shows first; fields that a community lacks are taken out.
_ORDER = ["code", "kind", "name", "reading", "township", "station", "station_since"]
_ORDER += ["property_company", "households", "population", "shops", "opened_on", "split_from"]
_CHANGEABLE = [
    "name",
    "kind",
    "township",
    "station",
    "property_company",
    "households",
    "population",
    "shops",
    "opened_on",
    "split_from",
]
_TEXT = {"class": "form-control"}
_SHORT = {"class": "form-control short"}


def day(label: str, **options: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date", **_SHORT}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def code(label: str, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.TextInput(_SHORT), **options)


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        widget=forms.NumberInput(_SHORT),
    )


class _Code(forms.Form):
    """A code as people type it."""

    def clean_code(self) -> str:
        return tidy_number(self.cleaned_data["code"])


class _Community(forms.Form):
    """What every community has."""

    name = TextField(Community.name.field)
    station = forms.ModelChoiceField(
        label="派出所",
        queryset=Station.objects.existing(),
        empty_label="请选择",
        widget=forms.Select({"class": "form-select short"}),
    )
    households = _count("户数")
    population = _count("实有人口")
    shops = _count("联排商铺户数")
    opened_on = day("设立日期", required=False, help_text="从这一天起参加评估；一直就有的不填。")

    split_from = forms.ModelChoiceField(
        label="由哪一个分出",
        queryset=Community.objects.all(),
        required=False,
        to_field_name="code",
        widget=forms.TextInput(_SHORT),
        help_text="填它的代码，并填设立日期。评选期内分出以前的案（事）件也计入这里。不是分出的不填。",
        error_messages={"invalid_choice": "没有这个代码的小区或村社，请核对。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(_ORDER)


class _Compound(_Community):
    property_company = forms.ModelChoiceField(
        label="物业企业",
        queryset=PropertyCompany.objects.all(),
        required=False,
        empty_label="没有物业企业",
        widget=forms.Select({"class": "form-select"}),
    )


class _Place(_Community):
    kind = forms.ChoiceField(
        label="类型", choices=PLACES, widget=forms.Select({"class": "form-select short"})
    )


class AddPlaceForm(_Place, _Code):
    """A village or neighbourhood that the registry does not know yet."""

    code = code("统计代码", max_length=30, help_text="12 位；前九位是乡镇代码。")


class AddCompoundForm(_Compound):
    """A compound: its code is issued on saving."""


class _Change(forms.Form):
    """What is asked of a community that is there already."""

    station_since = day(
        "换派出所的日期",
        required=False,
        help_text="只在换派出所时填：从哪一天起由新的派出所签月度报告，不填从今天起。"
        f"原来登记错了的，填 {PROGRAMME_BEGAN}。",
    )
    reading = forms.CharField(
        label="改正读音",
        required=False,
        max_length=200,
        widget=forms.TextInput(_TEXT),
        help_text="地名读音特殊、按拼音查不到时填写，每个字的拼音之间空一格，如 shan jia cun。",
    )


class ChangePlaceForm(_Change, _Place):
    township = forms.ModelChoiceField(
        label="乡镇",
        queryset=Township.objects.all(),
        empty_label=None,
        widget=forms.Select({"class": "form-select short"}),
        help_text="辖内小区随之改到同一乡镇。",
    )


class ChangeCompoundForm(_Change, _Compound):
    """A compound's township is that of the place in which it lies."""


def initial_of(community: Community) -> dict[str, Any]:
    """What a form of change begins with."""
    return {field: getattr(community, field) for field in _CHANGEABLE}


class ReasonForm(forms.Form):
    reason = TextField(
        Community.not_taking_part_reason.field,
        label="不参评的原因",
        rows=2,
        help_text="如在建未入住、整体拆迁。不写姓名和电话。",
    )


class DissolveForm(forms.Form):
    """On which day a community ends."""

    on = day("撤并日期", help_text="以批复文件上的日期为准，不能晚于今天。")


class _Into(forms.Form):
    """Into which one; the page offers some of them and finds others."""

    into = forms.ModelChoiceField(
        queryset=Community.objects.none(),
        to_field_name="code",
        error_messages={
            "required": "请选择一个。",
            "invalid_choice": "请重新选择一个。",
        },
    )
    recode = forms.BooleanField(
        label="代码随新的村社重编（旧代码仍能查到，旧文件仍能导入）",
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, candidates: CommunityQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "into", candidates)


class MergeForm(_Into, DissolveForm):
    """Whose compounds, if it has any, move along."""


class MoveForm(_Into):
    on = day("划转日期", help_text="以批复文件上的日期为准，不能晚于今天。")
    station = forms.ModelChoiceField(
        label="派出所",
        queryset=Station.objects.existing(),
        required=False,
        empty_label="随新的村社",
        widget=forms.Select({"class": "form-select short"}),
    )


class StationNameForm(forms.Form):
    name = TextField(Station.name.field, label="名称")


class StationForm(_Code, StationNameForm):
    code = code("派出所代码", max_length=30, help_text="12 位机关代码，登记后不能更改。")


class StationClosingForm(forms.Form):
    into = forms.ModelChoiceField(
        label="并入",
        queryset=Station.objects.none(),
        required=False,
        empty_label="不并入哪一个，撤销建制",
        widget=forms.Select({"class": "form-select"}),
        help_text="它的小区（村社）和账号从撤并日期起划给这个派出所；没有辖区和账号的才能撤销建制。",
    )
    on = day("撤并日期", help_text="以批复文件上的日期为准，不能晚于今天。")

    def __init__(self, *args: Any, station: Station, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "into", Station.objects.existing().exclude(pk=station.pk))


class CompanyNameForm(forms.Form):
    name = TextField(PropertyCompany.name.field)


class CompanyForm(_Code, CompanyNameForm):
    code = code("统一社会信用代码", max_length=40, help_text="18 位，见营业执照，登记后不能更改。")


class SearchForm(forms.Form):
    """To find one among many."""

    text = forms.CharField(
        required=False,
        widget=forms.TextInput(
            {
                **_TEXT,
                "type": "search",
                "placeholder": "名称、拼音首字母或代码",
                "aria-label": "名称、拼音首字母或代码",
            }
        ),
    )

    def tidy(self) -> str:
        return tidy_text(self.cleaned_data["text"]) if self.is_valid() else ""
