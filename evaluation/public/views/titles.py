"""Who was named: by year, by community, by search."""

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from communities.models import Community, CommunityKind
from evaluation.ladder.corrections import with_corrections
from evaluation.notice.models import Notice
from evaluation.notice.poster import PAPERS, poster
from evaluation.notice.townships import by_township
from evaluation.public.queries import (
    FEW,
    all_to_ask_for,
    asked_for,
    found_places,
    missing_from,
    on_current_notice,
    titles_of,
    what_became_of,
    yearly_list,
)
from evaluation.public.year_poster import of_year
from evaluation.streaks.models import Honour, HonourQuerySet, HonourState
from evaluation.year.models import Cycle
from wufaan.access import public
from wufaan.content_types import CONTENT_TYPES
from wufaan.normalise import tidy_text
from wufaan.web import cacheable, is_offline, saved_as

# More than anybody reads; who finds so many types another letter.
MOST_FOUND = 50


@public
@require_safe
@cacheable
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The list of a published year, by township; `?kind=` and `?text=` narrow it down."""
    cycle = get_object_or_404(Cycle.objects.published().select_related("notice"), year=year)
    text, kind = tidy_text(request.GET.get("text", "")), request.GET.get("kind", "")
    found = yearly_list(year).matching(text)
    shown = found.filter(kind=kind) if kind in CommunityKind.values else found
    context = {
        "share": (f"{year} 年度名单", f"{year} 年度命名的“无发案小区”“无发案村社”名单。"),
        "cycle": cycle,
        "supplements": cycle.notices.approved().select_related("cycle").order_by("position"),
        "steps": {step.verb: step.on for step in cycle.steps.all()},
        "text": text,
        "kind": kind,
        "kinds": _kinds(found),
        "townships": by_township(shown),
        "years": Cycle.objects.published().order_by("-year"),
        "posters": [(paper, paper.upper()) for paper in PAPERS],
    }
    return render(request, "evaluation/year.html", context)


@public
@require_safe
@cacheable
def year_poster(request: HttpRequest, year: int, paper: str) -> HttpResponse:
    """For notice boards."""
    cycle = get_object_or_404(Cycle.objects.published(), year=year)
    if paper not in PAPERS:
        raise Http404
    response = HttpResponse(poster(of_year(cycle), paper), CONTENT_TYPES["pdf"])
    return saved_as(response, f"{year}年度名单张贴{paper.upper()}.pdf", shown=True)


@public
@require_safe
@cacheable
def community(request: HttpRequest, code: str) -> HttpResponse:
    """A community's titles over the years. One that never had any has no page: the public site
    tells who was named, not who was not."""
    places = Community.objects.select_related("township", "parent", "successor")
    community = get_object_or_404(places.coded([code]))
    found = titles_of(community).with_then().select_related("plaque")
    titles = _shown(found)
    if not titles:
        raise Http404
    otherwise = any(honour.was_otherwise for honour in titles)
    where = f"{community.township.name}{community.name}"
    latest = Notice.objects.latest_main()
    context = {
        "asked": what_became_of(community, latest) if community.closed_on else None,
        "latest": latest,
        "share": (community.name, f"{where}历年的称号和证书。"),
        "community": community,
        "titles": titles,
        "otherwise": otherwise,
        "missing_from": missing_from(community),
    }
    return render(request, "evaluation/community.html", context)


@public
@require_safe
@cacheable
def search(request: HttpRequest) -> HttpResponse:
    """My village, in any year: on the notice now, with a title, or not on the last notice. Without
    a server to ask, all of those that are on one or have one."""
    text = tidy_text(request.GET.get("text", ""))
    offline = is_offline(request)
    most = None if offline else MOST_FOUND if text else 0
    latest = Notice.objects.latest_main()
    context = {
        "text": text,
        "latest": latest,
        "answer": all_to_ask_for(latest) if offline else asked_for(text, latest),
        "few": FEW,
        "entries": on_current_notice(text)[:most],
        "places": found_places(text)[:most],
        "most": MOST_FOUND,
    }
    return render(request, "evaluation/search.html", context)


def _shown(found: HonourQuerySet) -> list[Honour]:
    """With what was put right of them; of an ending that was found wrong only that it was."""
    titles = with_corrections(found)
    with_corrections(row for title in titles for row in title.given_back)
    for title in titles:
        if title.state == HonourState.STANDING:
            title.corrections = [c for c in title.corrections if not c.is_of_an_ending]
    return titles


def _kinds(honours: HonourQuerySet) -> list[tuple[str, str, int]]:
    counts = dict(honours.order_by().values_list("kind").annotate(Count("pk")))
    return [(k.value, k.label, counts[k]) for k in CommunityKind if k in counts]
