"""What the office decides about the results of a year."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.notice import actions as notice
from evaluation.overview.views.results import detail, result_page, the_verdict
from evaluation.year import actions as year_actions
from evaluation.year.forms.verdicts import DecisionForm, ReasonForm, SurveyForm
from evaluation.year.presenters import low_in_words
from evaluation.year.views.common import the_cycle
from wufaan.access import requires
from wufaan.errors import DomainError
from wufaan.web import attempt, form_view, posted


@requires(Permission.RUN_CYCLE)
@form_view
def decide(request: SignedInRequest, year: int) -> HttpResponse:
    """One decision about all that are ticked. A refused one leaves them ticked."""
    cycle = the_cycle(request, year)
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        action, done = _decision(form)
        count = attempt(
            form, action, cycle=cycle, codes=form.cleaned_data["codes"], by=request.user
        )
        if count is not None:
            messages.success(request, f"{done} {count} 个。")
            if form.cleaned_data["act"] == "exemplar":
                chosen = cycle.verdicts.filter(code__in=form.cleaned_data["codes"])
                if low := low_in_words(chosen):
                    messages.warning(request, low)
            return _to_list(request, year)
    return result_page(request, cycle, decision=form)


@requires(Permission.RUN_CYCLE)
@require_POST
def exemplar(request: SignedInRequest, year: int, code: str) -> HttpResponse:
    """`chosen=1` marks, anything else takes it back."""
    chosen = request.POST.get("chosen") == "1"
    return _decide(request, year, code, year_actions.mark_exemplar, exemplar=chosen)


@requires(Permission.RUN_CYCLE)
@form_view
def withholding(request: SignedInRequest, year: int, code: str) -> HttpResponse:
    """With a reason it withholds, with `release=1` it takes that back. A refused reason comes
    back in the form."""
    if request.POST.get("release") == "1":
        return _decide(request, year, code, notice.release)
    verdict = the_verdict(request, year, code)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        withheld = attempt(
            form, notice.withhold, verdict=verdict, by=request.user, **form.cleaned_data
        )
        if withheld is not None:
            return _to_verdict(request, year, code)
    return result_page(request, verdict.cycle, **detail(request, verdict, reason_form=form))


@requires(Permission.RUN_CYCLE)
@form_view
def survey(request: SignedInRequest, year: int, code: str) -> HttpResponse:
    """Satisfaction of one community, put on record in the panel."""
    verdict = the_verdict(request, year, code)
    form = SurveyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        place: dict[str, Any] = {"cycle": verdict.cycle, "community": verdict.community}
        if attempt(form, year_actions.record_survey, by=request.user, **place, **form.cleaned_data):
            messages.success(request, "满意度已登记，重新评估之后计入结果。")
            return _to_verdict(request, year, code)
    return result_page(request, verdict.cycle, **detail(request, verdict, survey_form=form))


def _decision(form: DecisionForm) -> tuple[Callable[..., Any], str]:
    """The action and what it has done to how many."""
    match form.cleaned_data["act"]:
        case "exemplar":
            return partial(year_actions.mark_exemplars, exemplar=True), "已选为先进典型"
        case "plain":
            return partial(year_actions.mark_exemplars, exemplar=False), "已取消先进典型"
    return partial(notice.withhold_many, reason=form.cleaned_data["reason"]), "已暂缓命名"


def _decide(
    request: SignedInRequest, year: int, code: str, action: Callable[..., Any], **decision: Any
) -> HttpResponse:
    try:
        action(verdict=the_verdict(request, year, code), by=request.user, **decision)
    except DomainError as error:
        messages.error(request, str(error))
    return _to_verdict(request, year, code)


def _to_verdict(request: SignedInRequest, year: int, code: str) -> HttpResponse:
    """With the list as it was filtered."""
    return redirect(_with_query(request, reverse("verdict", args=[year, code])))


def _to_list(request: SignedInRequest, year: int) -> HttpResponse:
    return redirect(_with_query(request, reverse("cycle", args=[year])))


def _with_query(request: SignedInRequest, url: str) -> str:
    query = request.GET.urlencode()
    return f"{url}?{query}" if query else url
