"""Certificates and their plaques: where each is, and putting on record that it went or came."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.ladder.corrections import corrections_of, with_corrections
from evaluation.models import Cycle
from plaques import actions
from plaques.filters import PlaqueFilter
from plaques.forms import DeliverForm, RecallForm, RecoverForm, TakeBackForm
from plaques.models import Bundle, Plaque, PlaqueQuerySet
from plaques.numbers import certificate_number
from plaques.obstacles import obstacles, of_delivery
from plaques.resources import PlaqueResource
from plaques.workflow import WORKFLOW
from wufaan.access import requires
from wufaan.clock import today
from wufaan.obstacles import shown, why_not
from wufaan.web import attempt, form_view, posted, pressed, send_list

PAGE_SIZE = 50
MOVES: dict[str, tuple[Callable[..., list[Plaque]], type[Form]]] = {
    "deliver": (actions.deliver, DeliverForm),
    "recall": (actions.recall, RecallForm),
    "recover": (actions.recover, RecoverForm),
    "undo": (actions.take_back, TakeBackForm),
}


@requires(Permission.SEE_CYCLES)
@require_safe
def plaques(request: SignedInRequest) -> HttpResponse:
    """All certificates, narrowed down; a number that was typed or scanned leads to its own."""
    visible = Plaque.objects.visible_to(request.user)
    number = certificate_number(request.GET.get("text", ""))
    if visible.filter(number=number).exists():
        return redirect("plaque", number)
    narrowed, rows = _listed(request, visible)
    context = {
        "filter": narrowed,
        "narrowed_by": request.GET.urlencode(),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "bundle": _bundle(request, narrowed.form.cleaned_data.get("year")),
        "to_be_recovered": visible.to_be_recovered().count(),
        "section": "plaques",
    }
    return render(request, "plaques/plaques.html", context)


@requires(Permission.SEE_CYCLES)
@require_safe
def export(request: SignedInRequest, format: str) -> HttpResponseBase:
    _, rows = _listed(request, Plaque.objects.visible_to(request.user))
    made_out = rows.select_related("honour__community")
    return send_list(
        request, PlaqueResource, made_out, format, listed_at="plaques", count=rows.count
    )


@requires(Permission.SEE_CYCLES)
@require_safe
def recall_list(request: SignedInRequest) -> HttpResponse:
    """Everything that must come back, by township, on one page to print and take along."""
    wanted = Plaque.objects.visible_to(request.user).to_be_recovered().with_way()
    rows = wanted.select_related("honour__community__township")
    context = {
        "plaques": rows.order_by("honour__community__township__code", "number"),
        "today": today(),
        "section": "plaques",
    }
    return render(request, "plaques/recall.html", context)


@requires(Permission.SEE_CYCLES)
@require_safe
def plaque(request: SignedInRequest, number: str) -> HttpResponse:
    plaques = Plaque.objects.visible_to(request.user).select_related(
        "honour__community", "honour__cycle"
    )
    plaque = get_object_or_404(plaques, number=number)
    steps = with_corrections(plaque.custody_steps.select_related("by"))
    context = {
        "plaque": plaque,
        "steps": steps,
        "corrections": corrections_of(plaque),
        "former_files": plaque.former_files.all(),
        "moves": [
            (verb, WORKFLOW[verb].label) for verb in MOVES if not why_not(obstacles(verb, [plaque]))
        ],
        "undeliverable": why_not(of_delivery(plaque)),
        "section": "plaques",
    }
    return render(request, "plaques/plaque.html", context)


@requires(Permission.KEEP_PLAQUES)
@form_view
def move(request: SignedInRequest, verb: str) -> HttpResponse:
    """One form for one certificate or for many: those that `?number=` names."""
    if verb not in MOVES:
        raise Http404
    action, form_class = MOVES[verb]
    visible = Plaque.objects.visible_to(request.user).select_related("honour__cycle")
    chosen = visible.filter(number__in=request.GET.getlist("number"))
    form = form_class(posted(request))
    if request.method == "POST" and form.is_valid():
        moved = attempt(form, action, plaques=chosen, by=request.user, **form.cleaned_data)
        if moved:
            messages.success(request, f"已登记{WORKFLOW[verb].label} {len(moved)} 张。")
            one = reverse("plaque", args=[moved[0].number])
            return redirect(one if len(moved) == 1 else _list(request))
    context = {
        "form": form,
        "label": WORKFLOW[verb].label,
        "chosen": chosen,
        "obstacles": [] if form.is_bound else shown(obstacles(verb, chosen), request.user),
        "list": _list(request),
        "section": "plaques",
    }
    return render(request, "plaques/move.html", context)


@requires(Permission.SEE_CYCLES)
@require_safe
def certificate_file(request: SignedInRequest, number: str) -> FileResponse:
    plaques = Plaque.objects.visible_to(request.user).exclude(sha256="")
    plaque = get_object_or_404(plaques, number=number)
    return FileResponse(plaque.pdf.open(), filename=f"{plaque.number}.pdf")


@requires(Permission.SEE_CYCLES)
@require_safe
def former_file(request: SignedInRequest, number: str, edition: int) -> FileResponse:
    """The file of an edition before, counted from 1."""
    plaque = get_object_or_404(Plaque.objects.visible_to(request.user), number=number)
    files = list(plaque.former_files.all()[edition - 1 : edition]) if edition else []
    if not files:
        raise Http404
    return FileResponse(files[0].pdf.open(), filename=f"{plaque.number}-{edition}.pdf")


@requires(Permission.KEEP_PLAQUES)
@require_POST
def remake(request: SignedInRequest, number: str) -> HttpResponse:
    visible = Plaque.objects.visible_to(request.user)
    chosen = get_object_or_404(visible, number=number)
    if pressed(request, actions.remake, plaque=chosen, by=request.user):
        messages.success(request, "已安排按更正后的名称重新制作，编号不变，原来的文件留在本页。")
    return redirect("plaque", number)


@requires(Permission.SEE_CYCLES)
@require_safe
def bundle_file(request: SignedInRequest, year: int) -> FileResponse:
    cycles = Cycle.objects.visible_to(request.user)
    bundle = get_object_or_404(Bundle, cycle__in=cycles, cycle__year=year)
    return FileResponse(bundle.pdf.open(), filename=f"{year}年度证书合订本.pdf")


def _listed(
    request: SignedInRequest, visible: PlaqueQuerySet
) -> tuple[PlaqueFilter, PlaqueQuerySet]:
    narrowed = PlaqueFilter(request.GET, visible)
    return narrowed, narrowed.qs.select_related("honour").order_by("-honour__year", "number")


def _list(request: SignedInRequest) -> str:
    """The list as it was narrowed down when they were ticked."""
    query = QueryDict(request.GET.get("list", "")).urlencode()
    return reverse("plaques") + (query and f"?{query}")


def _bundle(request: SignedInRequest, year: str | None) -> Bundle | None:
    cycles = Cycle.objects.visible_to(request.user)
    return Bundle.objects.filter(cycle__in=cycles, cycle__year=year or None).first()
