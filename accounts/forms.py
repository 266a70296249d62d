"""What people type in to sign in, and what the administrator types in about accounts."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, QueryDict

from accounts import stations
from accounts.models import User
from accounts.permissions import Role
from wufaan.forms import TextField, offer_words

PASSWORD_RULES = (
    "至少 8 个字符；不能全是数字，不能含有用户名，不能和用户名、岗位相近，不能是常见的弱密码。"
    "可以用一句话，空格和汉字都可以。"
)
ROLES = [(role.value, role.label) for role in Role if role != Role.SYSTEM]


def _text(**attrs: Any) -> forms.TextInput:
    return forms.TextInput({"class": "form-control", **attrs})


def _password(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput({"class": "form-control", "autocomplete": autocomplete})


class SignInForm(AuthenticationForm):
    """Chinese, and without telling whether the name or the password was wrong."""

    error_messages = {
        "invalid_login": "用户名或密码不对，请检查后再试。密码区分大小写。",
        "inactive": "这个账号已停用，请联系系统管理员。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def clean_username(self) -> str:
        """Names are lower case; a caps lock, or a telephone's capital, is no other name."""
        return str(self.cleaned_data["username"]).lower()


class CodeForm(forms.Form):
    code = forms.CharField(
        label="验证码或恢复码",
        max_length=30,
        widget=_text(autocomplete="one-time-code", autocapitalize="none", spellcheck="false"),
        help_text="手机上的 6 位数字。手机不在身边的，输入一个恢复码，每个只能用一次。",
    )


class EnrolmentForm(forms.Form):
    code = forms.CharField(
        label="手机上显示的 6 位数字",
        max_length=30,
        widget=_text(autocomplete="one-time-code", inputmode="numeric"),
    )


class DeviceForm(forms.Form):
    new_code = forms.CharField(
        label="新手机上显示的 6 位数字",
        max_length=30,
        widget=_text(autocomplete="off", inputmode="numeric"),
    )
    code = forms.CharField(
        label="原手机上的验证码，或者一个恢复码",
        max_length=30,
        widget=_text(autocomplete="off", autocapitalize="none", spellcheck="false"),
        help_text="确认是本人。原来的手机不在身边的，输入一个恢复码。",
    )


def is_own_password(request: HttpRequest, typed: str) -> bool:
    """Checked as a sign-in is: who guesses at it is locked out."""
    username = request.user.get_username()
    return authenticate(request, username=username, password=typed) is not None


class SigningForm(forms.Form):
    """What is decided for good is signed with one's password."""

    password = forms.CharField(
        label="您的登录密码",
        strip=False,
        widget=_password("current-password"),
        help_text="确认是本人。连续输错和登录时输错一样，会被限制登录。",
    )

    def __init__(self, data: QueryDict | None, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.request = request

    def clean_password(self) -> None:
        """It goes no further."""
        if not is_own_password(self.request, self.cleaned_data["password"]):
            raise forms.ValidationError("密码不对，还没有办理。请重新输入。")


class PasswordForm(forms.Form):
    """One's own, changed."""

    old = forms.CharField(label="现在的密码", strip=False, widget=_password("current-password"))
    new = forms.CharField(
        label="新密码",
        strip=False,
        max_length=128,
        widget=_password("new-password"),
        help_text=PASSWORD_RULES,
    )
    again = forms.CharField(label="再输一遍新密码", strip=False, widget=_password("new-password"))

    def __init__(self, data: QueryDict | None, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.request = request

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not is_own_password(self.request, old):
            raise forms.ValidationError("现在的密码不对。")
        return old

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "new" in values and "again" in values and values["new"] != values["again"]:
            self.add_error("again", "两次输入的新密码不一样。")
        return values


class StationField(forms.ChoiceField):
    depends = True  # on the role: neither optional nor always asked for


class AccountForm(forms.Form):
    """Of an account that is there; its name stays."""

    display_name = TextField(
        User.display_name.field,
        help_text="账号属于岗位，写“治安大队内勤”这样的岗位名称，不写姓名。"
        "改了以后，以前签的、认定的、交付的仍显示当时的岗位。",
    )
    role = forms.ChoiceField(
        label="角色", choices=ROLES, widget=forms.Select({"class": "form-select"})
    )
    station_code = StationField(
        label="派出所",
        required=False,
        widget=forms.Select({"class": "form-select"}),
        help_text="角色是派出所民警的必须选，其他角色留空。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = stations.names()
        here = self.initial.get("station_code")
        if here:
            known.setdefault(here, f"代码 {here}（名录里没有）")
        offer_words(self, "station_code", [("", "——"), *known.items()])


class NewAccountForm(AccountForm):
    username = forms.CharField(
        label="用户名",
        max_length=30,
        widget=_text(autocomplete="off", autocapitalize="none", spellcheck="false"),
        help_text="登录时输入，建好后不能改。3 到 30 位小写字母和数字，例如 minjing01。",
    )
    field_order = ["username"]


def account_form(data: QueryDict | None, account: User) -> AccountForm:
    fields = ("display_name", "role", "station_code")
    return AccountForm(data, initial={field: getattr(account, field) for field in fields})
