"""补充公示, the office's side: who came right since, who is still held back, and the preview."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.notice import actions
from evaluation.notice.forms.acknowledging import AcknowledgementForm
from evaluation.notice.forms.supplements import BesideForm
from evaluation.notice.models import NoticeDraft
from evaluation.notice.obstacles import obstacles
from evaluation.notice.queries import late_of
from evaluation.notice.supplements import came_right, verdicts_before
from evaluation.notice.supplements import held_back as held_back_in
from evaluation.notice.views.notices import preview
from evaluation.year.models import Cycle, Verdict
from evaluation.year.presenters import as_it_was
from evaluation.year.views.common import the_cycle
from wufaan.access import requires
from wufaan.clock import today
from wufaan.obstacles import on_page
from wufaan.web import attempt, form_view, posted


@dataclass(frozen=True)
class Coming:
    """A place that came right, and what the frozen verdict says of it."""

    verdict: Verdict
    was: str


@requires(Permission.SEE_CYCLES)
@require_GET
def supplement(request: SignedInRequest, year: int) -> HttpResponse:
    return supplement_page(request, the_cycle(request, year))


@requires(Permission.RUN_CYCLE)
@form_view
def clear(request: SignedInRequest, year: int) -> HttpResponse:
    """What one was withheld for is cleared up: it is among those that come."""
    cycle = the_cycle(request, year)
    form = BesideForm(posted(request), prefix="clear", verdicts=held_back_in(cycle))
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        if attempt(form, actions.clear, cycle=cycle, by=request.user, **fields) is not None:
            messages.success(request, "已查清。达标的，列入下一次补充公示。")
            return redirect("cycle-publish_supplement", year)
    return supplement_page(request, cycle, clear_form=form)


@requires(Permission.RUN_CYCLE)
@form_view
def hold_back(request: SignedInRequest, year: int) -> HttpResponse:
    """Withhold one that would come, or that is on a supplementary notice."""
    cycle = the_cycle(request, year)
    form = BesideForm(
        posted(request), prefix="hold", verdicts=_to_hold(cycle, came_right(cycle, today()))
    )
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        if attempt(form, actions.hold_back, cycle=cycle, by=request.user, **fields) is not None:
            messages.success(request, "已暂缓命名。")
            return redirect("cycle-publish_supplement", year)
    return supplement_page(request, cycle, hold_form=form)


def _to_hold(cycle: Cycle, coming: list[Verdict]) -> list[Verdict]:
    """Who was not registered yet when the year was assessed has nothing to be withheld. From the
    main list what would stop its approval."""
    waiting = cycle.notices.supplementary().current()
    listed = cycle.verdicts.filter(notice__in=waiting, withheld_reason="")
    stopping = [since.entry.verdict for since in late_of(cycle) if since.stops]
    before = verdicts_before(cycle, coming).values()
    found = {verdict.pk: verdict for verdict in [*before, *listed, *stopping]}
    return sorted(found.values(), key=lambda verdict: verdict.code)


def supplement_page(
    request: SignedInRequest,
    cycle: Cycle,
    refused: AcknowledgementForm | None = None,
    **forms: BesideForm,
) -> HttpResponse:
    """`refused`: an acknowledgement that would not do."""
    draft = NoticeDraft.objects.open(cycle, supplement=True)
    in_the_way = on_page(obstacles(cycle, "publish_supplement", today()), request.user)
    coming = [] if in_the_way["stopped"] else came_right(cycle, today())
    before, kept_off = verdicts_before(cycle, coming), held_back_in(cycle)
    kept_off = kept_off.select_related("withheld_by")
    context = {
        "cycle": cycle,
        "section": "cycles",
        **in_the_way,
        "draft": draft,
        "coming": [Coming(v, as_it_was(before.get(v.community_id), cycle)) for v in coming],
        "held_back": kept_off,
        "notices": cycle.notices.select_related("cycle").order_by("position"),
        "clear_form": BesideForm(prefix="clear", verdicts=kept_off),
        "hold_form": BesideForm(prefix="hold", verdicts=_to_hold(cycle, coming)),
        **(preview(request, draft, refused) if draft and coming else {}),
        **forms,
    }
    return render(request, "evaluation/supplement.html", context)
