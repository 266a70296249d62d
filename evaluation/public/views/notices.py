"""The public notice, as a page and to take away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluation.notice import document
from evaluation.notice.converters import Edition
from evaluation.notice.document import NoticeDocument
from evaluation.notice.objection_period import phase
from evaluation.notice.poster import PAPERS, of_notice, poster
from evaluation.notice.queries import others, the_notice
from evaluation.notice.townships import by_township
from wufaan.access import public
from wufaan.clock import today
from wufaan.content_types import CONTENT_TYPES
from wufaan.days import in_words
from wufaan.web import cacheable, saved_as

MAKERS = {
    "pdf": document.pdf,
    "docx": document.docx,
    "xlsx": document.xlsx,
    "txt": document.txt,
}


@public
@require_safe
@cacheable
def notice(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The list as it was published; what was withheld since is marked in it."""
    document = NoticeDocument.of(the_notice(edition))
    if not document.is_as_published:
        return _tampered(request, document)
    out = document.notice
    days = f"公示期 {in_words(out.starts_on)}至{in_words(out.ends_on)}"
    context = {
        "share": (out.title, f"{days}，期间可以提出异议。"),
        "document": document,
        "notice": document.notice,
        "phase": phase(document.notice, today()),
        "townships": by_township(document.entries),
        "taken_off": list(document.notice.entries.taken_off()),
        "others": others(document.notice),
        "posters": [] if document.notice.is_void else [(p, p.upper()) for p in PAPERS],
        "formats": [("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"), ("txt", "文本")],
    }
    return render(request, "evaluation/notice.html", context)


@public
@require_safe
@cacheable
def notice_file(request: HttpRequest, edition: Edition, format: str) -> HttpResponse:
    """The list to take away, in one of its formats; all bear the same hash."""
    if format not in MAKERS:
        raise Http404
    document = NoticeDocument.of(the_notice(edition))
    if not document.is_as_published:
        return _tampered(request, document)
    response = HttpResponse(MAKERS[format](document), CONTENT_TYPES[format])
    return saved_as(response, f"{document.called}.{format}")


@public
@require_safe
@cacheable
def notice_poster(request: HttpRequest, edition: Edition, paper: str) -> HttpResponse:
    """For notice boards. What is void is not put up any more."""
    document = NoticeDocument.of(the_notice(edition))
    if paper not in PAPERS or document.notice.is_void:
        raise Http404
    if not document.is_as_published:
        return _tampered(request, document)
    response = HttpResponse(poster(of_notice(document), paper), CONTENT_TYPES["pdf"])
    return saved_as(response, f"{document.called}张贴{paper.upper()}.pdf", shown=True)


def _tampered(request: HttpRequest, document: NoticeDocument) -> HttpResponse:
    """What was changed behind the system's back is not shown as if it had been published."""
    context = {"notice": document.notice, "document": document}
    return render(request, "evaluation/notice_tampered.html", context, status=503)
