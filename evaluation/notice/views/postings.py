"""Where a notice hangs: the list of its villages, and the photographs of one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from accounts.permissions import Permission, Role
from accounts.requests import SignedInRequest
from communities.models import Community
from communities.views.files import hand_out
from communities.work_forms import WithdrawForm
from evaluation.notice import actions
from evaluation.notice.converters import Edition
from evaluation.notice.forms.postings import PostingForm
from evaluation.notice.models import Notice, Posting
from evaluation.notice.obstacles import of_posting
from evaluation.notice.postings import Hung, hung
from evaluation.notice.queries import the_notice
from evaluation.notice.resources import PostingResource
from wufaan.access import requires
from wufaan.clock import today
from wufaan.filtering import facets_of
from wufaan.obstacles import on_page
from wufaan.web import attempt, form_view, posted, send_list

PAGE_SIZE = 50


@requires(Permission.SEE_REGISTRY)
@require_GET
def postings(request: SignedInRequest) -> HttpResponse:
    """Of the latest notice; `?notice=` shows another, `?lacking=1` only where nothing shows it."""
    notices, chosen = _notices(request)
    places, lacking = _villages(request, chosen)
    rows = _asked_for(request, places, lacking)
    context = {
        "section": "postings",
        "notices": notices,
        "notice": chosen,
        "places": len(places),
        "facets": facets_of(places, [("1", "没有照片", lambda place: not place.postings)]),
        "lacking": "1" if rows is lacking else "",
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "own": request.user.role == Role.OFFICER,
    }
    return render(request, "evaluation/postings.html", context)


@requires(Permission.SEE_REGISTRY)
@require_GET
def export(request: SignedInRequest, format: str) -> HttpResponseBase:
    _, chosen = _notices(request)
    rows = _asked_for(request, *_villages(request, chosen))
    return send_list(request, PostingResource, rows, format, listed_at="postings")


def _notices(request: SignedInRequest) -> tuple[list[Notice], Notice | None]:
    """All that hang or hung, and the one that is asked for."""
    notices = list(Notice.objects.live().select_related("cycle").order_by("-pk"))
    wanted = request.GET.get("notice", "")
    chosen = next((n for n in notices if n.edition == wanted), notices[0] if notices else None)
    return notices, chosen


def _villages(request: SignedInRequest, notice: Notice | None) -> tuple[list[Hung], list[Hung]]:
    """And those of them where nothing shows it."""
    places = hung(notice, Community.objects.visible_to(request.user)) if notice else []
    return places, [place for place in places if not place.postings]


def _asked_for(request: SignedInRequest, places: list[Hung], lacking: list[Hung]) -> list[Hung]:
    return lacking if request.GET.get("lacking") else places


@requires(Permission.KEEP_WORK_RECORD)
@form_view
def posting(request: SignedInRequest, edition: Edition, code: str) -> HttpResponse:
    """One village: what shows that the notice hangs there, and the form for another photograph."""
    notice = the_notice(edition)
    community = get_object_or_404(Community.objects.visible_to(request.user), code=code)
    day = min(max(today(), notice.starts_on), notice.ends_on)
    form = PostingForm(posted(request), request.FILES or None, initial={"posted_on": day})
    if request.method == "POST" and form.is_valid():
        photo = form.cleaned_data.pop("photo")
        given = {"name": photo.name, "content": photo.read(), "by": request.user}
        told = given | form.cleaned_data
        if attempt(form, actions.add_posting, notice=notice, community=community, **told):
            messages.success(request, f"已登记“{community.name}”的张贴照片。")
            return redirect("posting", notice.edition, community.code)
    files = notice.postings.filter(community=community)
    context = {
        "section": "postings",
        "notice": notice,
        "community": community,
        "form": form,
        "files": files.select_related("added_by", "withdrawn_by"),
        **on_page(of_posting(notice, community, by=request.user), request.user),
    }
    return render(request, "evaluation/posting.html", context)


@requires(Permission.SEE_REGISTRY)
@require_safe
@never_cache
def photo(request: SignedInRequest, pk: int) -> FileResponse:
    standing = Posting.objects.visible_to(request.user).standing()
    return hand_out(get_object_or_404(standing, pk=pk))


@requires(Permission.KEEP_WORK_RECORD)
@form_view
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = Posting.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("notice__cycle", "community"), pk=pk)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = {"posting": found, "by": request.user, **form.cleaned_data}
        if attempt(form, actions.withdraw_posting, **given):
            messages.success(request, f"已撤下“{found.name}”。")
            return redirect("posting", found.notice.edition, found.community.code)
    place, edition = found.community, found.notice.edition
    back = reverse("posting", args=[edition, place.code])
    context = {
        "section": "postings",
        "called": "张贴照片",
        "above": [("公示张贴", f"{reverse('postings')}?notice={edition}"), (place.name, back)],
        "facts": [
            ("照片", found.name),
            ("张贴", f"{place.name}，{found.posted_on}，{found.place}"),
        ],
        "file": found,
        "follows": "撤下以后不再计数，谁都不能再下载",
        "back": back,
        "back_to": "张贴",
        "form": form,
    }
    return render(request, "communities/file_withdraw.html", context)
