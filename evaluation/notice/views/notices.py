"""The office's side of a notice: the draft and its preview before it is published, corrections and
a later end afterwards."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.notice import actions
from evaluation.notice.actions.drafts import in_draft
from evaluation.notice.basis import Line, prepared_lines
from evaluation.notice.converters import Edition
from evaluation.notice.departures import departures
from evaluation.notice.document import NoticeDocument, pdf
from evaluation.notice.findings import shares_not_counting
from evaluation.notice.forms.acknowledging import AcknowledgementForm, with_forms
from evaluation.notice.forms.notices import (
    CancellationForm,
    CorrectionForm,
    DraftForm,
    ExtensionForm,
)
from evaluation.notice.models import Notice, NoticeDraft
from evaluation.notice.obstacles import (
    obstacles,
    of_cancelling,
    of_prepared,
    of_published,
    of_running,
)
from evaluation.notice.postings import counted
from evaluation.notice.prepared import Prepared, prepare, proposal
from evaluation.notice.queries import others, the_notice
from evaluation.notice.resources import CorrectionResource, ListResource
from evaluation.notice.supplements import to_be_listed
from evaluation.notice.workflow import WORKFLOW
from evaluation.states import UNFROZEN
from evaluation.year.models import Cycle
from evaluation.year.queries import calendar_exceptions
from evaluation.year.rules import Outcome
from evaluation.year.views.common import the_cycle
from wufaan.access import requires
from wufaan.clock import today
from wufaan.content_types import CONTENT_TYPES
from wufaan.obstacles import on_page, shown, why_not
from wufaan.web import attempt, form_view, posted, pressed, saved_as, taken


@requires(Permission.RUN_CYCLE)
@require_GET
def notice(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """Before it is published the draft as the paper that it will be, afterwards what can still be
    done about it."""
    cycle = the_cycle(request, edition.year)
    if edition.position or cycle.state not in UNFROZEN:
        return _desk(request, the_notice(edition))
    draft = NoticeDraft.objects.open(cycle, supplement=False)
    if draft is None:
        return redirect("notice-draft", edition.year)
    return preview_page(request, draft)


def preview_page(
    request: SignedInRequest, draft: NoticeDraft, refused: AcknowledgementForm | None = None
) -> HttpResponse:
    context = preview(request, draft, refused) | {"undecided": undecided(draft.cycle)}
    return render(request, "evaluation/publish_notice.html", context)


@requires(Permission.RUN_CYCLE)
@form_view
def draft(request: SignedInRequest, year: int, supplement: bool = False) -> HttpResponse:
    cycle = the_cycle(request, year)
    there = NoticeDraft.objects.open(cycle, supplement=supplement)
    kind, back = {"supplement": supplement}, page_of_draft(supplement)
    initial = in_draft(there) if there else proposal(cycle, calendar_exceptions(), today(), **kind)
    form = DraftForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data | kind
        if attempt(form, actions.save_draft, cycle=cycle, by=request.user, **fields):
            messages.success(request, "公示稿已保存，还没有发布。请核对下面的样子。")
            return redirect(back, year)
    verb = "draft_supplement" if supplement else "draft_notice"
    context = {
        "form": form,
        "supplement": supplement,
        "back": reverse(back if there else "cycle", args=[year]),
        **on_page(obstacles(cycle, verb, today()), request.user),
    }
    if supplement or cycle.state in UNFROZEN:
        context |= _of_whom_it_would_list(cycle, supplement)
    return _page(request, "evaluation/notice_draft.html", cycle, **context)


@requires(Permission.RUN_CYCLE)
@require_GET
def draft_pdf(request: SignedInRequest, year: int, supplement: bool = False) -> HttpResponse:
    """As it would be printed if it were published now."""
    draft = NoticeDraft.objects.open(the_cycle(request, year), supplement=supplement)
    if draft is None:
        return redirect(page_of_draft(supplement), year)
    prepared = as_drafted(draft)
    content = pdf(NoticeDocument(prepared.notice, prepared.entries))
    response = HttpResponse(content, CONTENT_TYPES["pdf"])
    return saved_as(response, f"{year}年度{prepared.notice.called}草稿.pdf", shown=True)


@requires(Permission.RUN_CYCLE)
@require_POST
def publish(request: SignedInRequest, year: int, supplement: bool = False) -> HttpResponse:
    """`seen` is the fingerprint of the preview. A second click finds it done."""
    cycle, back = the_cycle(request, year), page_of_draft(supplement)
    given = {"cycle": cycle, "seen": request.POST.get("seen", ""), "supplement": supplement}
    if not pressed(request, actions.publish_draft, by=request.user, **given):
        # Once it is out the page is the notice's desk, which does not list this step's obstacles.
        cycle = the_cycle(request, year)
        if not supplement and cycle.state not in UNFROZEN:
            messages.error(request, why_not(obstacles(cycle, "publish_notice", today())))
        return redirect(back, year)
    messages.success(request, "公示已发布，公众可以在首页看到。")
    return redirect("cycle", year)


@requires(Permission.RUN_CYCLE)
@form_view
def correct(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """One more entry under the corrections that everybody reads."""
    notice = the_notice(edition)
    form = CorrectionForm(posted(request), notice=notice)
    if request.method == "POST" and form.is_valid():
        fields, corrects = form.cleaned_data, form.corrects
        of_entry = partial(actions.correct_entry, **corrects)
        correct = of_entry if corrects else partial(actions.correct_wording, notice=notice)
        if attempt(form, correct, by=request.user, **fields):
            messages.success(request, "更正已列在公示页和下载的文件里。")
            return redirect("cycle-publish_notice", notice.edition)
    return _desk(request, notice, correction_form=form)


@requires(Permission.RUN_CYCLE)
@form_view
def extend(request: SignedInRequest, edition: Edition) -> HttpResponse:
    notice = the_notice(edition)
    form = ExtensionForm(posted(request), notice=notice)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        longer = attempt(form, actions.extend_notice, notice=notice, by=request.user, **fields)
        if longer:
            told = why_not(of_running(longer, today()))
            messages.success(request, f"公示期已延长。{told}")
            return redirect("cycle-publish_notice", notice.edition)
    return _desk(request, notice, extension_form=form)


@requires(Permission.RUN_CYCLE)
@form_view
def cancel(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """Says what it brings about, asks why, and does it."""
    notice = the_notice(edition)
    form = CancellationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = {"notice": notice, "by": request.user, **form.cleaned_data}
        if taken(form, actions.cancel_notice, **given):
            messages.success(request, "公示已作废，公示页立即注明。")
            return redirect("cycle", edition.year)
    context = {
        "notice": notice,
        "form": form,
        "unanswered": notice.objections.unanswered().count(),
        **on_page(of_cancelling(notice), request.user),
    }
    return _page(request, "evaluation/notice_cancel.html", notice.cycle, **context)


def preview(
    request: SignedInRequest, draft: NoticeDraft, refused: AcknowledgementForm | None = None
) -> dict[str, Any]:
    """The draft as the paper that it will be, what its list rests on, and what stands in the way.
    `refused`: an acknowledgement that would not do."""
    prepared, cycle = as_drafted(draft), draft.cycle
    verb = "publish_supplement" if draft.is_supplementary else "publish_notice"
    lines = prepared.lines(today())
    in_the_way = [*of_prepared(prepared, lines, today()), *obstacles(cycle, verb, today())]
    return {
        "cycle": cycle,
        "section": "cycles",
        "document": NoticeDocument(prepared.notice, prepared.entries),
        "notice": prepared.notice,
        "headers": ListResource.headers(),
        "fingerprint": prepared.fingerprint,
        **(basis_of(cycle, lines, draft.is_supplementary, refused) if prepared.entries else {}),
        **on_page(in_the_way, request.user),
        "exemplars": sum(entry.exemplar for entry in prepared.entries),
        "withheld": cycle.verdicts.withheld().count(),
    }


def basis_of(
    cycle: Cycle, lines: list[Line], supplement: bool, refused: AcknowledgementForm | None = None
) -> dict[str, Any]:
    """What the list rests on. Shares and findings against the proposal are the year's list's to
    tell."""
    return {
        "basis_lines": with_forms(lines, refused),
        "shares": [] if supplement else shares_not_counting(cycle),
        "departures": [] if supplement else departures(cycle),
    }


def _of_whom_it_would_list(cycle: Cycle, supplement: bool) -> dict[str, Any]:
    """Before there is a draft; nothing where nobody would be listed."""
    verdicts = to_be_listed(cycle, today() if supplement else None)
    if not verdicts:
        return {}
    lines = prepared_lines(cycle, verdicts, today(), supplement=supplement)
    return basis_of(cycle, lines, supplement)


def undecided(cycle: Cycle) -> int:
    return cycle.verdicts.filter(outcome__in=[Outcome.PENDING, Outcome.INCOMPLETE]).count()


def as_drafted(draft: NoticeDraft) -> Prepared:
    right_by = today() if draft.is_supplementary else None
    return prepare(draft.cycle, calendar_exceptions(), right_by=right_by, **in_draft(draft))


def page_of_draft(supplement: bool) -> str:
    return "cycle-publish_supplement" if supplement else "cycle-publish_notice"


def _desk(request: SignedInRequest, notice: Notice, **forms: Any) -> HttpResponse:
    context = {
        "notice": notice,
        "document": NoticeDocument.of(notice),
        "headers": CorrectionResource.headers(CorrectionResource.ON_NOTICES),
        "is_over": notice.is_over(today()),
        "hung": counted(notice),
        "may_correct": WORKFLOW.allows("correct_notice", notice.state),
        "may_extend": WORKFLOW.allows("extend_notice", notice.state),
        "others": others(notice),
        "obstacles": shown(of_published(notice), request.user),
        "correction_form": CorrectionForm(notice=notice),
        "extension_form": ExtensionForm(notice=notice),
        **forms,
    }
    return _page(request, "evaluation/notice_desk.html", notice.cycle, **context)


def _page(request: SignedInRequest, template: str, cycle: Cycle, **context: Any) -> HttpResponse:
    return render(request, template, {"cycle": cycle, "section": "cycles", **context})
