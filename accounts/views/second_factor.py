"""The step after the password, for those who need it: accounts.middleware leads here. And another
telephone for who is in."""

from base64 import b32encode

import segno
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_otp import login as show_device
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from accounts import actions, sessions
from accounts.forms import CodeForm, DeviceForm, EnrolmentForm
from accounts.models import User
from accounts.requests import SignedInRequest
from accounts.second_factor import codes_left, next_step, required_of
from accounts.views.mine import RECOVERY_CODES
from wufaan.access import signed_in
from wufaan.web import attempt, client_address, next_page

_KEY = "otp_key"
_methods = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@never_cache
@_methods
def second_factor(request: SignedInRequest) -> HttpResponse:
    if next_step(request.user) != "second-factor":
        return redirect(next_page(request) or "office")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"code": form.cleaned_data["code"], "address": client_address(request)}
        if device := attempt(form, actions.sign_in_with_code, by=request.user, **given):
            _let_in(request, device)
            _tell_of_recovery_codes(request, device)
            return redirect(next_page(request) or "office")
    return render(request, "accounts/second_factor.html", {"form": form})


@signed_in
@never_cache
@_methods
def enrolment(request: SignedInRequest) -> HttpResponse:
    """The key is in the session only, until a code has proved that the telephone has it."""
    if next_step(request.user) != "enrolment":
        return redirect(next_page(request) or "office")
    key = request.session.setdefault(_KEY, default_key())
    form = EnrolmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if bound := attempt(form, actions.enrol, key=key, code=code, by=request.user):
            _let_in(request, _keep(request, *bound))
            query = urlencode({"next": next_page(request)})
            return redirect(f"{reverse('recovery-codes')}?{query}")
    return _offer(request, "enrolment", form, key)


@signed_in
@never_cache
@_methods
def device(request: SignedInRequest) -> HttpResponse:
    """One page, one step: whoever leaves midway still has the old telephone."""
    if not required_of(request.user):
        return redirect("my-account")
    key = request.session.setdefault(_KEY, default_key())
    form = DeviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = form.cleaned_data
        if bound := attempt(form, actions.change_device, key=key, by=request.user, **codes):
            show_device(request, _keep(request, *bound))
            messages.success(request, "手机已更换，原来的手机和恢复码作废。")
            return redirect("recovery-codes")
    return _offer(request, "device", form, key)


def _offer(request: SignedInRequest, page: str, form: BaseForm, key: str) -> HttpResponse:
    context = {"form": form, "qr": _qr(request.user, key), "key": _readable(key)}
    return render(request, f"accounts/{page}.html", context)


def _keep(request: SignedInRequest, device: Device, codes: list[str]) -> Device:
    """The codes until they are shown; the key no longer."""
    request.session[RECOVERY_CODES] = codes
    del request.session[_KEY]
    return device


def _tell_of_recovery_codes(request: SignedInRequest, device: Device) -> None:
    if isinstance(device, StaticDevice):
        left = codes_left(request.user)
        text = f"这次用了一个恢复码，还剩 {left} 个。手机不在了的，请在“我的账号”里换手机。"
        messages.warning(request, text)


def _let_in(request: SignedInRequest, device: Device) -> None:
    """The session's key stays: it changed with the password a moment ago, and a second click on
    the button still carries it."""
    show_device(request, device)
    sessions.take_over(request, request.user)


def _qr(user: User, key: str) -> str:
    """As SVG that draws by attributes alone: the content-security policy allows no style."""
    url = TOTPDevice(user=user, key=key).config_url
    return mark_safe(segno.make(url, error="m").svg_inline(border=4, light="#fff", omitsize=True))


def _readable(key: str) -> str:
    """In groups of four, to be typed where no camera is."""
    text = b32encode(bytes.fromhex(key)).decode()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))
