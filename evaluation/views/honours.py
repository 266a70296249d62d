"""Titles: the list, one of them, its end, and what the levels above have named."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission, requires
from communities.models import Community
from evaluation import actions
from evaluation.filters.honours import HonourFilter
from evaluation.forms.honours import EndForm, ResultForm
from evaluation.ladder import falling, foundations, resting_on
from evaluation.models import BELOW, Honour, Level, Nomination
from wufaan.clock import today
from wufaan.web import attempt, form_view, posted

PAGE_SIZE = 50


@requires(Permission.SEE_CYCLES)
@require_GET
def honours(request: HttpRequest) -> HttpResponse:
    found = HonourFilter(request.GET, Honour.objects.visible_to(request.user))
    rows = found.qs.select_related("community", "plaque").order_by(
        "-year", "level", "community__code"
    )
    context = {
        "filter": found,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "section": "honours",
    }
    return render(request, "evaluation/honours.html", context)


@requires(Permission.SEE_CYCLES)
@require_GET
def honour(request: HttpRequest, pk: int) -> HttpResponse:
    title = _honour(request, pk)
    context = {
        "honour": title,
        "verdict": _verdict_of(title),
        "foundations": foundations(title),
        "resting": resting_on(title),
        "section": "honours",
    }
    return render(request, "evaluation/honour.html", context)


@requires(Permission.KEEP_HONOURS)
@form_view
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    return _end(request, pk, actions.revoke, "撤销")


@requires(Permission.KEEP_HONOURS)
@form_view
def void(request: HttpRequest, pk: int) -> HttpResponse:
    return _end(request, pk, actions.void, "注销")


@requires(Permission.KEEP_HONOURS)
@form_view
def record_results(request: HttpRequest) -> HttpResponse:
    """Which level and year says the URL; only those who may have been named are offered."""
    level, year = _asked(request)
    form = ResultForm(posted(request))
    if request.method == "POST" and form.is_valid() and _record(request, form, level, year):
        return redirect("honours")
    nominated = Nomination.objects.open().at(level).in_year(year).values("community")
    offered = Community.objects.filter(pk__in=nominated)
    offered = offered.select_related("township").order_by("code")
    context = {
        "form": form,
        "offered": offered,
        "chosen": form["codes"].value() or [],
        "level": level,
        "below": BELOW[level],
        "levels": list(BELOW),
        "year": year,
        "years": _years(),
        "section": "honours",
    }
    return render(request, "evaluation/honour_results.html", context)


def _end(request: HttpRequest, pk: int, action: Callable, word: str) -> HttpResponse:
    """First reason and date, then what will follow, then it is done."""
    title = _honour(request, pk)
    initial = {"on": today(), "reason": request.GET.get("reason", "")}
    form = EndForm(posted(request), initial=initial)
    checked = request.method == "POST" and form.is_valid() and "back" not in request.POST
    if checked and form.cleaned_data.pop("confirmed"):
        if attempt(form, action, honour=title, by=request.user, **form.cleaned_data):
            messages.success(request, f"称号已{word}，公开页面和证书核验页已经注明。")
            return redirect("honour", pk)
        checked = False
    context = {"honour": title, "form": form, "word": word, "confirming": checked}
    context |= {"falling": falling(title), "section": "honours"}
    return render(request, "evaluation/honour_end.html", context)


def _record(request: HttpRequest, form: ResultForm, level: Level, year: int):
    fields = dict(form.cleaned_data)
    chosen = Community.objects.visible_to(request.user).filter(code__in=fields.pop("codes"))
    recorded = attempt(
        form,
        actions.record_results,
        communities=list(chosen),
        level=level,
        year=year,
        by=request.user,
        **fields,
    )
    if recorded:
        messages.success(request, f"已登记{level.label}称号 {len(recorded)} 个。")
    return recorded


def _asked(request: HttpRequest) -> tuple[Level, int]:
    level, year = request.GET.get("level"), request.GET.get("year", "")
    years = _years()
    return (
        Level(level) if level in BELOW else Level.MUNICIPAL,
        int(year) if year.isdecimal() and int(year) in years else years[0],
    )


def _years() -> list[int]:
    """Years in which there are titles, the latest first; this year where there are none."""
    years = Honour.objects.order_by("-year").values_list("year", flat=True).distinct()
    return list(years) or [today().year]


def _verdict_of(title: Honour):
    """A county title rests on the result of its year."""
    if not title.cycle:
        return None
    return title.cycle.verdicts.filter(community=title.community_id).first()


def _honour(request: HttpRequest, pk: int) -> Honour:
    titles = Honour.objects.visible_to(request.user)
    return get_object_or_404(titles.select_related("community", "cycle", "plaque"), pk=pk)
