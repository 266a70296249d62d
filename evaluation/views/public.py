"""What anyone may see."""

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.permissions import public
from communities.models import Community, CommunityKind
from evaluation import notice_document
from evaluation.models import Cycle, Honour, Notice
from evaluation.notice_document import NoticeDocument
from evaluation.queries import titles_of, yearly_list
from evaluation.townships import by_township
from incidents.criteria import CRITERIA
from wufaan.clock import today

FORMS = {
    "pdf": (notice_document.pdf, "application/pdf"),
    "docx": (
        notice_document.docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": (
        notice_document.xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "txt": (notice_document.txt, "text/plain; charset=utf-8"),
}


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    current = Notice.objects.current().select_related("cycle")
    context = {
        "notices": current.annotate(count=Count("entries")).order_by("-cycle__year"),
        "years": _years(),
        "criteria": CRITERIA.values(),
    }
    return render(request, "evaluation/home.html", context)


@public
@require_safe
def notice(request: HttpRequest, year: int) -> HttpResponse:
    document = NoticeDocument.of(_notice(year))
    context = {
        "document": document,
        "notice": document.notice,
        "open": document.notice.starts_on <= today() <= document.notice.ends_on,
        "townships": by_township(document.entries),
        "forms": [("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"), ("txt", "文本")],
    }
    return render(request, "evaluation/notice.html", context)


@public
@require_safe
def notice_file(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """The list to take away, in one of its forms; all bear the same hash."""
    if form not in FORMS:
        raise Http404
    make, content_type = FORMS[form]
    response = HttpResponse(make(NoticeDocument.of(_notice(year))), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="notice-{year}.{form}"'
    return response


@public
@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The list of a published year, by township; `?kind=` narrows it down."""
    cycle = get_object_or_404(Cycle.objects.published(), year=year)
    honours = yearly_list(year)
    kind = request.GET.get("kind", "")
    shown = honours.filter(kind=kind) if kind in CommunityKind.values else honours
    context = {
        "cycle": cycle,
        "kind": kind,
        "kinds": _kinds(honours),
        "townships": by_township(shown),
        "others": _years().exclude(year=year),
    }
    return render(request, "evaluation/year.html", context)


@public
@require_safe
def community(request: HttpRequest, code: str) -> HttpResponse:
    """A community's titles over the years. One that never had any has no page: the public site
    tells who was named, not who was not."""
    community = get_object_or_404(Community.objects.select_related("township", "parent"), code=code)
    titles = titles_of(community).select_related("plaque")
    if not titles:
        raise Http404
    context = {"community": community, "titles": titles}
    return render(request, "evaluation/community.html", context)


def _notice(year: int) -> Notice:
    return get_object_or_404(Notice.objects.select_related("cycle"), cycle__year=year)


def _years() -> QuerySet[Cycle]:
    """Published years, the latest first, with how many were named."""
    return Cycle.objects.published().annotate(named=Count("honours")).order_by("-year")


def _kinds(honours: QuerySet[Honour]) -> list[tuple[str, str, int]]:
    counts = dict(honours.order_by().values_list("kind").annotate(Count("pk")))
    return [(k.value, k.label, counts[k]) for k in CommunityKind if k in counts]
