"""What has come up since the list was fixed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from evaluation.notice.converters import Edition
from evaluation.notice.models import (
    CorrectionKind,
    Notice,
    NoticeCorrection,
    NoticeEntry,
    NoticeQuerySet,
    Objection,
)
from evaluation.year.models import Cycle, CycleStep, Verdict
from evaluation.year.presenters import as_it_was
from evaluation.year.queries import incidents_by_place, incidents_of_period
from incidents.criteria import may_break
from incidents.kinds import Kind
from incidents.models import Determination, Incident, IncidentQuerySet
from wufaan.normalise import joined


@dataclass(frozen=True)
class Since:
    """A place on the published list that is to be named, and its incidents of the period that came
    in, or were found on, since the list was fixed. `as_told` where that is how it stood when the
    list was approved."""

    entry: NoticeEntry
    incidents: list[Incident]
    as_told: str = ""

    @property
    def counting(self) -> list[Incident]:
        return [i for i in self.incidents if i.finding_counts]

    @property
    def waiting(self) -> list[Incident]:
        """Nobody has found on these, and they may break a criterion."""
        return [i for i in self.incidents if i.finding_counts is None and may_break(Kind(i.kind))]

    @property
    def stops(self) -> bool:
        """No title is given against a finding, or before one."""
        return bool(self.counting or self.waiting)

    @property
    def left(self) -> str:
        """Why it no longer takes part; blank where it does."""
        community = self.entry.verdict.community
        return "" if community.takes_part else community.not_taking_part_reason

    @property
    def told(self) -> list[tuple[Incident, str]]:
        """Each with how it stands."""
        return [(incident, _as_it_stands(incident)) for incident in self.incidents]

    @property
    def news(self) -> str:
        """The same in a sentence."""
        news = [f"{i.get_kind_display()} {i.number}，{said}" for i, said in self.told]
        left = [f"改为不参评：{self.left}"] if self.left else []
        return self.as_told or joined(news + left)


def as_corrected(entries: Iterable[NoticeEntry]) -> list[NoticeEntry]:
    """With what the list ought to have said of them; not to be saved: it stays as it was published.
    Each with its verdict, whose township is the one by code. One query."""
    found = {entry.pk: entry for entry in entries}
    rows = NoticeCorrection.objects.filter(entry__in=found, kind=CorrectionKind.ENTRY)
    for key, text, changes in rows.order_by("pk").values_list("entry", "text", "changes"):
        entry = found[key]
        entry.corrected = [*entry.corrected, text]
        for name, value in changes.items():
            setattr(entry.verdict if name == "township_code" else entry, name, value)
    return list(found.values())


def the_notice(edition: Edition) -> Notice:
    """The one at this address, or it is not found. Where the year has no main notice any more,
    its address leads to the last one that is void."""
    notices = Notice.objects.select_related("cycle").filter(cycle__year=edition.year)
    if edition.position:
        return get_object_or_404(notices, position=edition.position)
    main_first = F("main_of").asc(nulls_last=True)
    mains = notices.filter(is_supplementary=False).order_by(main_first, "-position")
    if (notice := mains.first()) is None:
        raise Http404
    return notice


def others(notice: Notice) -> NoticeQuerySet:
    """Of the same year."""
    return notice.cycle.notices.exclude(pk=notice.pk).select_related("cycle").order_by("position")


def before(verdict: Verdict) -> list[tuple[str, str]]:
    """What stood of this place in this year before its verdict: when, and how it was told."""
    same = Verdict.every.filter(cycle=verdict.cycle_id, community=verdict.community_id)
    earlier = same.exclude(pk=verdict.pk).select_related("notice__cycle").order_by("pk")
    return [
        (v.notice.called if v.notice else "公示时", as_it_was(v, verdict.cycle)) for v in earlier
    ]


def is_upheld_against(verdict: Verdict) -> bool:
    return Objection.objects.upheld().filter(entry__verdict=verdict).exists()


def late_of(cycle: Cycle) -> list[Since]:
    """On lists that are before the public and not approved yet."""
    return [since for notice in cycle.notices.current() for since in since_notice(notice)]


def since_notice(notice: Notice) -> list[Since]:
    """What the list does not know, in its order. The same few queries, however long it is."""
    cycle, kept = notice.cycle, notice.entries.kept()
    places = kept.order_by().values("verdict__community")
    by_place = incidents_by_place(cycle, _news(notice, incidents_of_period(cycle, places)))
    left = Q(verdict__community__takes_part=False)
    entries = kept.filter(left | Q(verdict__community__in=by_place))
    return [
        Since(entry, by_place.get(entry.verdict.community_id, []))
        for entry in entries.select_related("verdict__community")
    ]


def _news(notice: Notice, incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Of a place that qualified none counted, and none waited."""
    found = Determination.objects.filter(incident=OuterRef("pk"), at__gt=published_at(notice))
    return incidents.filter(Q(finding_counts=True) | Q(finding_counts=None) | Exists(found))


def approval_of(cycle: Cycle, supplement: Notice | None = None) -> CycleStep | None:
    """The step by which the year was approved, or a supplementary notice of it: by itself, or along
    with the year."""
    steps = cycle.steps.select_related("by")
    if supplement and supplement.approved_on is None:
        return None
    if supplement:
        # Before a step named its notice it gave the number.
        by_number = Q(notice=None, on=supplement.approved_on, reason=supplement.number)
        own = steps.filter(verb="approve_supplement").filter(Q(notice=supplement) | by_number)
        if step := own.last():
            return step
    return steps.filter(verb="approve").last()


def last_sent_back(cycle: Cycle, supplement: Notice | None = None) -> CycleStep:
    """The last step by which the year was, or a supplementary notice by itself."""
    verb = "send_back_supplement" if supplement else "send_back"
    return cycle.steps.filter(verb=verb, notice=supplement).select_related("by").latest("pk")


def published_at(notice: Notice) -> datetime:
    """The moment. Every notice came of a step of its year, in the same order."""
    kind = {"is_supplementary": notice.is_supplementary}
    before = notice.cycle.notices.filter(position__lt=notice.position, **kind).count()
    verb = "publish_supplement" if notice.is_supplementary else "publish_notice"
    return notice.cycle.steps.filter(verb=verb).order_by("pk")[before].at


def _as_it_stands(incident: Incident) -> str:
    if incident.finding_counts is None:
        return "还没有认定"
    if incident.finding_counts:
        return f"认定计入第 {incident.finding_criterion} 项"
    return "认定不计入"
